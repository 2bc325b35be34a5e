// SPDX-License-Identifier: Apache-2.0
#include "base/memory_limit.h"

#include <fstream>
#include <limits>
#include <string>

#include <doctest/doctest.h>

#include "support/temporary_folder.h"

namespace vitviz::base {
namespace {

constexpr std::size_t kUnlimited = std::numeric_limits<std::size_t>::max();

void set_limit(const std::filesystem::path& group, const std::string& limit) {
  std::filesystem::create_directories(group);
  std::ofstream(group / "memory.max") << limit << '\n';
}

TEST_CASE("a control group has the lowest limit of all it lies in") {
  const test::TemporaryFolder root;
  set_limit(root / "job/step", "max");
  set_limit(root / "job", "3000000000");
  CHECK(group_memory_limit(root.path(), "0::/job/step\n") == 3'000'000'000);
  set_limit(root / "job/step", "1000");
  CHECK(group_memory_limit(root.path(), "1:name=a:/b\n0::/job/step\n") == 1000);
  set_limit(root.path(), "500");  // what a container sees of its own group
  CHECK(group_memory_limit(root.path(), "0::/\n") == 500);
}

TEST_CASE("without control groups there is no limit but the machine's") {
  const test::TemporaryFolder root;
  CHECK(group_memory_limit(root.path(), "") == kUnlimited);
  CHECK(group_memory_limit(root.path(), "0::/no/such/group\n") == kUnlimited);
  CHECK(memory_limit() > (std::size_t{1} << 20));
  CHECK(memory_limit() < kUnlimited);
}

}  // namespace
}  // namespace vitviz::base
