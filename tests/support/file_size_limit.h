// SPDX-License-Identifier: Apache-2.0
// A disk that is full, for a test.
#pragma once

#include <csignal>

#include <sys/resource.h>

namespace vitviz::test {

// Makes the system refuse to write more than `bytes` into any file, as a full disk does.
class FileSizeLimit {
 public:
  explicit FileSizeLimit(rlim_t bytes) : signal_handler_(std::signal(SIGXFSZ, SIG_IGN)) {
    getrlimit(RLIMIT_FSIZE, &previous_);
    const rlimit limit = {bytes, previous_.rlim_max};
    setrlimit(RLIMIT_FSIZE, &limit);
  }
  FileSizeLimit(const FileSizeLimit&) = delete;
  FileSizeLimit& operator=(const FileSizeLimit&) = delete;
  ~FileSizeLimit() {
    setrlimit(RLIMIT_FSIZE, &previous_);
    std::signal(SIGXFSZ, signal_handler_);
  }

 private:
  void (*signal_handler_)(int);
  rlimit previous_ = {};
};

}  // namespace vitviz::test
