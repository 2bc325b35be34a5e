// SPDX-License-Identifier: Apache-2.0
// chromedriver as a process of its own, beside the Chromium that it starts.
#pragma once

#include <filesystem>
#include <string>

#include <sys/types.h>

namespace vitviz::test {

// What the browser tests lack on this machine, as in "chromium is not installed"; empty when all is
// there. Whether it also starts is for the tests to find out.
[[nodiscard]] std::string missing_browser();

// Ends with everything it has started at the end of its life, and also when this process is killed.
class DriverProcess {
 public:
  // Its temporary files and its log go to `folder`. Throws std::runtime_error when it does not
  // start.
  explicit DriverProcess(const std::filesystem::path& folder);
  DriverProcess(const DriverProcess&) = delete;
  DriverProcess& operator=(const DriverProcess&) = delete;
  ~DriverProcess();

  // Where it listens, as in "http://127.0.0.1:41234".
  [[nodiscard]] const std::string& url() const { return url_; }

 private:
  void start(const std::filesystem::path& folder);
  void wait_for_port(const std::filesystem::path& log);
  void stop();

  pid_t group_ = 0;    // the shell that watches over the driver leads the process group
  int lifeline_ = -1;  // when this end of the pipe closes, the shell kills the group
  std::string url_;
};

}  // namespace vitviz::test
