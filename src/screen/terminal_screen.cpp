// SPDX-License-Identifier: Apache-2.0
#include "screen/terminal_screen.h"

#include <chrono>
#include <cstdio>
#include <string>

#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include "screen/terminal.h"

namespace vitviz::screen {
namespace {

constexpr std::chrono::milliseconds kPatience{100};

// A terminal whose keys come through one by one and unseen, until the end of the scope.
class RawTerminal {
 public:
  explicit RawTerminal(const char* name) : file_(open(name, O_RDWR | O_NOCTTY | O_CLOEXEC)) {
    // A job in the background would be stopped for touching the terminal.
    if (file_ < 0 || is_in_background() || tcgetattr(file_, &before_) != 0) return;
    termios raw = before_;
    raw.c_lflag &= ~static_cast<tcflag_t>(ICANON | ECHO);
    raw.c_cc[VMIN] = 0;
    raw.c_cc[VTIME] = 0;
    is_raw_ = tcsetattr(file_, TCSANOW, &raw) == 0;
  }
  RawTerminal(const RawTerminal&) = delete;
  RawTerminal& operator=(const RawTerminal&) = delete;
  ~RawTerminal() {
    if (is_raw_) tcsetattr(file_, TCSANOW, &before_);
    if (file_ >= 0) close(file_);
  }

  // What the terminal sends until `last`, or until patience ends.
  [[nodiscard]] std::string ask(std::string_view question, char last) const {
    std::string answer;
    if (!is_raw_ || write(file_, question.data(), question.size()) < 0) return answer;
    const auto end = std::chrono::steady_clock::now() + kPatience;
    while (answer.empty() || answer.back() != last) {
      const auto left =
          std::chrono::ceil<std::chrono::milliseconds>(end - std::chrono::steady_clock::now());
      pollfd readable{file_, POLLIN, 0};
      char byte = 0;
      if (left.count() <= 0 || poll(&readable, 1, static_cast<int>(left.count())) <= 0) break;
      if (read(file_, &byte, 1) != 1) break;
      answer += byte;
    }
    return answer;
  }

 private:
  [[nodiscard]] bool is_in_background() const {
    const pid_t foreground = tcgetpgrp(file_);
    return foreground >= 0 && foreground != getpgrp();
  }

  int file_;
  bool is_raw_ = false;
  termios before_{};
};

bool understands_sixel() {
  if (!is_interactive(stdout)) return false;
  char name[256];
  if (ttyname_r(STDOUT_FILENO, name, sizeof name) != 0) return false;
  return names_sixel(RawTerminal(name).ask("\x1b[c", 'c'));
}

}  // namespace

text_pictures::TextScreen find_screen() {
  text_pictures::TextScreen screen;
  for (const int file : {STDOUT_FILENO, STDERR_FILENO}) {
    winsize size{};
    if (ioctl(file, TIOCGWINSZ, &size) != 0 || size.ws_col == 0 || size.ws_row == 0) continue;
    screen.cells = {size.ws_col, size.ws_row};
    if (size.ws_xpixel >= size.ws_col && size.ws_ypixel >= size.ws_row) {
      screen.cell_pixels = {size.ws_xpixel / size.ws_col, size.ws_ypixel / size.ws_row};
    }
    break;
  }
  screen.sixel = understands_sixel();
  return screen;
}

bool names_sixel(std::string_view answer) {
  const std::size_t start = answer.find("\x1b[?");
  if (start == std::string_view::npos || answer.back() != 'c') return false;
  answer = answer.substr(start + 3, answer.size() - start - 4);
  const std::string numbers = std::string(answer) + ';';
  return numbers.find(";4;") != std::string::npos;
}

}  // namespace vitviz::screen
