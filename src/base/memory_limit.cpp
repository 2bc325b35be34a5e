// SPDX-License-Identifier: Apache-2.0
#include "base/memory_limit.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <limits>
#include <string>

#include <unistd.h>

namespace vitviz::base {
namespace {

constexpr std::size_t kUnlimited = std::numeric_limits<std::size_t>::max();

std::size_t machine_memory() {
  const long pages = sysconf(_SC_PHYS_PAGES);
  const long page = sysconf(_SC_PAGESIZE);
  if (pages <= 0 || page <= 0) return kUnlimited;
  return static_cast<std::size_t>(pages) * static_cast<std::size_t>(page);
}

// A number, or "max".
std::size_t limit_in(const std::filesystem::path& file) {
  std::ifstream stream(file);
  std::size_t limit = 0;
  return stream >> limit ? limit : kUnlimited;
}

std::string text_of(const std::filesystem::path& file) {
  std::ifstream stream(file);
  return {std::istreambuf_iterator<char>(stream), {}};
}

// The group that "0::/user.slice/a.scope" names.
std::filesystem::path group_in(std::string_view membership) {
  constexpr std::string_view kMark = "0::/";
  const std::size_t at = membership.find(kMark);
  if (at == std::string_view::npos) return {};
  const std::string_view rest = membership.substr(at + kMark.size());
  return rest.substr(0, rest.find('\n'));
}

}  // namespace

std::size_t group_memory_limit(const std::filesystem::path& root, std::string_view membership) {
  std::size_t limit = limit_in(root / "memory.max");
  std::filesystem::path group = root;
  for (const std::filesystem::path& part : group_in(membership)) {
    group /= part;
    limit = std::min(limit, limit_in(group / "memory.max"));
  }
  return limit;
}

std::size_t memory_limit() {
  const std::size_t version_1 = limit_in("/sys/fs/cgroup/memory/memory.limit_in_bytes");
  const std::size_t version_2 = group_memory_limit("/sys/fs/cgroup", text_of("/proc/self/cgroup"));
  return std::min({machine_memory(), version_1, version_2});
}

}  // namespace vitviz::base
