// SPDX-License-Identifier: Apache-2.0
// A real HTTP server on the loopback (lighttpd), for one test case.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include <sys/types.h>

#include "support/temporary_folder.h"

namespace vitviz::test {

// Serves the files of a folder with ranges, ETags and dates. A file NAME.sh is run by the shell and
// answers itself, headers first. /to-file leads to file:///etc/hostname, /moved/NAME to /NAME, and
// /circle to itself.
class HttpServer {
 public:
  // Throws std::runtime_error when the server does not start.
  HttpServer();
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;
  ~HttpServer();

  [[nodiscard]] std::string url(const std::string& name) const;
  // Puts a file there, or a new version of it.
  void serve(const std::string& name, std::string_view content) const;

 private:
  // Whether the server answers at a port that was free a moment ago.
  bool start();
  void stop();

  TemporaryFolder folder_;
  int port_ = 0;
  pid_t process_ = 0;
};

// A port of the loopback at which nobody listens.
[[nodiscard]] int free_port();

}  // namespace vitviz::test
