// SPDX-License-Identifier: Apache-2.0
// What can be assumed about the terminal, asked for each stream by itself: stdout may go to a file
// while stderr is on the screen.
#pragma once

#include <cstdio>

namespace vitviz::screen {

enum class ColorWhen { kAuto, kAlways, kNever };

// kAuto: a capable terminal, and NO_COLOR is unset or empty (https://no-color.org).
[[nodiscard]] bool use_color(std::FILE* stream, ColorWhen when);

[[nodiscard]] bool is_terminal(std::FILE* stream);

// Whether a line on `stream` can be drawn over: a terminal, and TERM does not say "dumb".
[[nodiscard]] bool is_interactive(std::FILE* stream);

// Columns of the terminal; 80 where it does not say.
[[nodiscard]] int terminal_width(std::FILE* stream);

}  // namespace vitviz::screen
