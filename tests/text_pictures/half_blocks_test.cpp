// SPDX-License-Identifier: Apache-2.0
#include "text_pictures/half_blocks.h"

#include <algorithm>
#include <string>

#include <doctest/doctest.h>

#include "support/scene.h"

namespace vitviz::text_pictures {
namespace {

TEST_CASE("half_blocks: two rows are a line, and colours are told where they change") {
  image::RgbImage picture({2, 3});
  const std::uint8_t levels[] = {1, 2, 3, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 10, 11, 12};
  std::copy(std::begin(levels), std::end(levels), picture.bytes().begin());
  CHECK(half_blocks(picture) ==
        "\x1b[38;2;1;2;3m\x1b[48;2;4;5;6m▀\x1b[48;2;7;8;9m▀\x1b[0m\n"
        "\x1b[38;2;10;11;12m▀▀\x1b[0m\n");
}

TEST_CASE("half_blocks: every line has as many characters as the picture has columns") {
  const std::string text = half_blocks(test::random_photo({13, 8}, 1));
  CHECK(std::count(text.begin(), text.end(), '\n') == 4);
  std::size_t blocks = 0;
  for (std::size_t at = text.find("▀"); at != std::string::npos; at = text.find("▀", at + 1)) {
    ++blocks;
  }
  CHECK(blocks == 13 * 4);
}

TEST_CASE("half_blocks: a colour is told again on the next line, whose colours were reset") {
  const std::string text = half_blocks(test::plain_photo({3, 4}, {9, 8, 7}));
  const std::string line = "\x1b[38;2;9;8;7m\x1b[48;2;9;8;7m▀▀▀\x1b[0m\n";
  CHECK(text == line + line);
}

}  // namespace
}  // namespace vitviz::text_pictures
