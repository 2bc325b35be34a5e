// SPDX-License-Identifier: Apache-2.0
// That the watch over a child process sees what it is there to see.
#include "support/child_process.h"

#include <csignal>
#include <fstream>
#include <stdexcept>
#include <vector>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "support/temporary_folder.h"

namespace vitviz::test {
namespace {

using namespace std::chrono_literals;

std::string ended_by(int signal) { return fmt::format("signal {}", signal); }

TEST_CASE("a child's answer arrives whole") {
  const ChildResult child = in_child([] { return std::string(300'000, 'x'); }, 5s);
  CHECK(child.answer == std::string(300'000, 'x'));
  CHECK(child.ending == "");
}

TEST_CASE("a child that throws, dies, hangs or writes is found out") {
  const auto ending = [](const std::function<void()>& action) {
    const ChildResult child = in_child([&] { return action(), std::string("done"); }, 1s);
    CHECK(child.answer == "");
    return child.ending;
  };
  CHECK(ending([] { throw std::runtime_error("why"); }) == "exit code 1, why");
  CHECK(ending([] { std::raise(SIGKILL); }) == ended_by(SIGKILL));
  CHECK(ending([] {
          for (volatile bool forever = true; forever;) {
          }
        }) == ended_by(SIGXCPU));
  const TemporaryFolder folder;
  CHECK(ending([&] { std::ofstream(folder / "file") << "text" << std::flush; }) ==
        ended_by(SIGXFSZ));
}

TEST_CASE("a child's memory is measured") {
  constexpr std::size_t kBytes = 50'000'000;
  const auto peak = [](std::size_t bytes) {
    return in_child([=] { return std::to_string(std::vector<char>(bytes + 1, 'x').back()); }, 5s)
        .peak_bytes;
  };
  const std::uint64_t much = peak(kBytes);
  CHECK(much > peak(0) + kBytes * 9 / 10);
}

}  // namespace
}  // namespace vitviz::test
