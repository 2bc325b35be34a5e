// SPDX-License-Identifier: Apache-2.0
#include "screen/terminal_screen.h"

#include <doctest/doctest.h>

namespace vitviz::screen {
namespace {

TEST_CASE("names_sixel: the answers of real terminals") {
  CHECK(names_sixel("\x1b[?62;4;22c"));             // foot
  CHECK(names_sixel("\x1b[?63;1;2;4;6;9;15;22c"));  // xterm -ti vt340
  CHECK(names_sixel("keys typed ahead\x1b[?65;4c"));
  CHECK_FALSE(names_sixel("\x1b[?1;2c"));       // VTE, kitty
  CHECK_FALSE(names_sixel("\x1b[?4;6c"));       // a VT132: the 4 is its kind
  CHECK_FALSE(names_sixel("\x1b[?62;14;22c"));  // no number is 4
  CHECK_FALSE(names_sixel("\x1b[?62;4;22"));    // cut off
  CHECK_FALSE(names_sixel(""));
}

}  // namespace
}  // namespace vitviz::screen
