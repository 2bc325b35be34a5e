// SPDX-License-Identifier: Apache-2.0
#include "screen/terminal.h"

#include <cstdlib>
#include <string_view>

#include <sys/ioctl.h>
#include <unistd.h>

namespace vitviz::screen {
namespace {

std::string_view environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

}  // namespace

bool use_color(std::FILE* stream, ColorWhen when) {
  if (when != ColorWhen::kAuto) return when == ColorWhen::kAlways;
  return is_interactive(stream) && environment("NO_COLOR").empty();
}

bool is_terminal(std::FILE* stream) { return isatty(fileno(stream)) == 1; }

bool is_interactive(std::FILE* stream) {
  return is_terminal(stream) && environment("TERM") != "dumb";
}

int terminal_width(std::FILE* stream) {
  constexpr int kUsualWidth = 80;
  winsize size{};
  const bool known = ioctl(fileno(stream), TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
  return known ? int{size.ws_col} : kUsualWidth;
}

}  // namespace vitviz::screen
