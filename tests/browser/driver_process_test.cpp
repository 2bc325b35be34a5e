// SPDX-License-Identifier: Apache-2.0
// That nothing of a browser is left, however its test ended.
#include "browser/driver_process.h"

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <stdexcept>
#include <thread>

#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support/temporary_folder.h"

namespace vitviz::test {
namespace {

using namespace std::chrono_literals;

// How many processes live with `text` in their environment. A dead one has none.
int processes_with(const std::string& text) {
  int count = 0;
  for (const auto& process : std::filesystem::directory_iterator("/proc")) {
    std::ifstream file(process.path() / "environ");
    const std::string environment{std::istreambuf_iterator<char>(file), {}};
    if (environment.find(text) != std::string::npos) ++count;
  }
  return count;
}

bool all_end(const std::string& text) {
  constexpr int kLooks = 500;
  for (int i = 0; i < kLooks; ++i) {
    if (processes_with(text) == 0) return true;
    std::this_thread::sleep_for(10ms);
  }
  return false;
}

TEST_CASE("a driver ends with its object") {
  const TemporaryFolder folder;
  const std::string home = "HOME=" + folder.path().string();
  {
    const DriverProcess driver(folder.path());
    CHECK(driver.url().find("http://127.0.0.1:") == 0);
    CHECK(processes_with(home) > 0);
  }
  CHECK(all_end(home));
}

TEST_CASE("a driver ends when its test is killed") {
  const TemporaryFolder folder;
  const std::string home = "HOME=" + folder.path().string();
  const pid_t test = fork();
  if (test == 0) {
    const DriverProcess driver(folder.path());
    raise(SIGKILL);
  }
  int status = 0;
  waitpid(test, &status, 0);
  CHECK(WIFSIGNALED(status));
  CHECK(std::filesystem::file_size(folder / "driver.log") > 0);  // it had started
  CHECK(all_end(home));
}

TEST_CASE("a driver that does not start is told of") {
  const TemporaryFolder folder;
  const std::string path = std::getenv("PATH");
  setenv("PATH", "/nowhere", 1);
  CHECK(missing_browser() == "chromium is not installed");
  CHECK_THROWS_WITH_AS(DriverProcess(folder.path()), doctest::Contains("does not start"),
                       std::runtime_error);
  setenv("PATH", path.c_str(), 1);
  CHECK(missing_browser() == "");
}

}  // namespace
}  // namespace vitviz::test
