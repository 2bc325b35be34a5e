// SPDX-License-Identifier: Apache-2.0
// A terminal for tests, without a screen.
#pragma once

#include <cstdio>
#include <stdexcept>
#include <string>

#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

namespace vitviz::test {

class PseudoTerminal {
 public:
  explicit PseudoTerminal(unsigned short columns) : screen_(posix_openpt(O_RDWR | O_NOCTTY)) {
    if (screen_ < 0 || grantpt(screen_) != 0 || unlockpt(screen_) != 0) {
      throw std::runtime_error("cannot open a pseudo-terminal");
    }
    winsize size{};
    size.ws_col = columns;
    size.ws_row = 24;
    ioctl(screen_, TIOCSWINSZ, &size);
    stream_ = std::fopen(name().c_str(), "r+");
    if (stream_ == nullptr) throw std::runtime_error("cannot open " + name());
  }
  PseudoTerminal(const PseudoTerminal&) = delete;
  PseudoTerminal& operator=(const PseudoTerminal&) = delete;
  ~PseudoTerminal() {
    std::fclose(stream_);
    close(screen_);
  }

  // What a program writes to.
  [[nodiscard]] std::FILE* stream() const { return stream_; }
  [[nodiscard]] std::string name() const { return ptsname(screen_); }

  // Sends `text` as if it was typed, or answered by the terminal.
  void send(const std::string& text) const {
    if (write(screen_, text.data(), text.size()) != static_cast<ssize_t>(text.size())) {
      throw std::runtime_error("cannot write to a pseudo-terminal");
    }
  }

  // Everything written since the last call, at most what a terminal buffers.
  [[nodiscard]] std::string shown() const {
    std::string text;
    pollfd readable{screen_, POLLIN, 0};
    while (poll(&readable, 1, /*timeout=*/0) > 0 && (readable.revents & POLLIN) != 0) {
      char buffer[4096];
      const ssize_t count = read(screen_, buffer, sizeof buffer);
      if (count <= 0) break;
      text.append(buffer, static_cast<std::size_t>(count));
    }
    return text;
  }

 private:
  int screen_;
  std::FILE* stream_ = nullptr;
};

}  // namespace vitviz::test
