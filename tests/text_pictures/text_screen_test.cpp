// SPDX-License-Identifier: Apache-2.0
#include "text_pictures/text_screen.h"

#include <doctest/doctest.h>

namespace vitviz::text_pictures {
namespace {

TEST_CASE("fit: half blocks are one pixel wide and half a character high") {
  const TextScreen screen{.cells = {80, 24}};
  CHECK(fit({4000, 1000}, screen) == image::Size{80, 20});
  CHECK(fit({1000, 1000}, screen) == image::Size{44, 44});  // 22 lines, 2 are left
  CHECK(fit({8, 8}, screen) == image::Size{44, 44});
  CHECK(fit({1, 5000}, screen) == image::Size{1, 44});
}

TEST_CASE("fit: sixel has the pixels of the screen") {
  const TextScreen screen{.cells = {80, 24}, .cell_pixels = {10, 20}, .sixel = true};
  CHECK(fit({1600, 400}, screen) == image::Size{800, 200});
  CHECK(fit({400, 400}, screen) == image::Size{440, 440});
  const TextScreen huge{.cells = {400, 200}, .cell_pixels = {10, 20}, .sixel = true};
  CHECK(fit({1600, 400}, huge) == image::Size{1200, 300});
}

TEST_CASE("fit: a terminal of one line still shows something") {
  CHECK(fit({100, 100}, {.cells = {10, 1}}) == image::Size{2, 2});
}

}  // namespace
}  // namespace vitviz::text_pictures
