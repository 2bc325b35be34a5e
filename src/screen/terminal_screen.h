// SPDX-License-Identifier: Apache-2.0
// How large a picture the terminal can show, and whether it understands sixel graphics.
#pragma once

#include <string_view>

#include "text_pictures/text_screen.h"

namespace vitviz::screen {

// What is known of the terminal that stdout goes to; of stderr's where stdout is none (as in
// `vitviz … | less -R`), of a usual one where that is none either. Only the terminal of stdout is
// asked whether it understands sixel, and nobody waits for its answer longer than 100 ms.
[[nodiscard]] text_pictures::TextScreen find_screen();

// Whether an answer to "primary device attributes" (ESC[c), such as ESC[?62;4;22c, names sixel
// graphics: 4. The first number is the kind of terminal.
[[nodiscard]] bool names_sixel(std::string_view answer);

}  // namespace vitviz::screen
