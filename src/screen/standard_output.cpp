// SPDX-License-Identifier: Apache-2.0
#include "screen/standard_output.h"

#include <cerrno>
#include <csignal>
#include <string>
#include <system_error>

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include "base/error.h"

namespace vitviz::screen {
namespace {

[[noreturn]] void fail(int error) {
  if (error == EPIPE) throw ReaderLeft{};
  throw base::Error(base::ErrorCode::kOutput, "standard output: cannot be written: " +
                                                  std::generic_category().message(error));
}

void wait_until_writable() {
  pollfd stdout_only{STDOUT_FILENO, POLLOUT, 0};
  poll(&stdout_only, 1, /*timeout=*/-1);
}

}  // namespace

void write_to_stdout(std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = write(STDOUT_FILENO, text.data(), text.size());
    if (written >= 0) {
      text.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno == EAGAIN) {
      wait_until_writable();
    } else if (errno != EINTR) {
      fail(errno);
    }
  }
}

void prepare_standard_streams() {
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
  // open() returns the lowest free number. Read-only, so that a write still fails.
  int lowest = 0;
  do {
    lowest = open("/dev/null", O_RDONLY);
  } while (lowest >= 0 && lowest <= STDERR_FILENO);
  if (lowest > STDERR_FILENO) close(lowest);
}

}  // namespace vitviz::screen
