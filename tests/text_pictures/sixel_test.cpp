// SPDX-License-Identifier: Apache-2.0
#include "text_pictures/sixel.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include "support/scene.h"

namespace vitviz::text_pictures {
namespace {

// A terminal, as far as sixel() needs one: reads the text back into a picture.
class Decoder {
 public:
  explicit Decoder(std::string_view text) : text_(text) {
    expect("\x1bP0;1q\"1;1;");
    const int width = number();
    expect(";");
    picture_ = image::RgbImage({width, number()});
    while (text_.front() != '\x1b') step();
    expect("\x1b\\\n");
    if (!text_.empty()) throw std::runtime_error("text after the end");
  }

  image::RgbImage picture_;
  std::size_t painted_ = 0;  // pixels, each time

 private:
  void expect(std::string_view start) {
    if (text_.substr(0, start.size()) != start) throw std::runtime_error("expected another start");
    text_.remove_prefix(start.size());
  }

  int number() {
    int value = 0;
    while (std::isdigit(static_cast<unsigned char>(text_.front())) != 0) {
      value = 10 * value + (text_.front() - '0');
      text_.remove_prefix(1);
    }
    return value;
  }

  void step() {
    const char command = text_.front();
    if (command >= '?') return paint(1);
    text_.remove_prefix(1);
    if (command == '#') return choose();
    if (command == '!') return paint(number());
    if (command == '$' || command == '-') x_ = 0;
    if (command == '-') y_ += 6;
  }

  void choose() {
    color_ = static_cast<std::size_t>(number());
    if (text_.front() != ';') return;
    expect(";2");
    colors_.resize(std::max(colors_.size(), color_ + 1));
    for (std::uint8_t& channel : colors_[color_]) {
      expect(";");
      channel = static_cast<std::uint8_t>(std::lround(2.55 * number()));
    }
  }

  void paint(int count) {
    const int bits = text_.front() - '?';
    text_.remove_prefix(1);
    for (int i = 0; i < count; ++i, ++x_) {
      for (int row = 0; row < 6; ++row) {
        if ((bits >> row & 1) == 0) continue;
        std::copy_n(colors_.at(color_).begin(), 3,
                    picture_.row(y_ + row).begin() + std::ptrdiff_t{3} * x_);
        ++painted_;
      }
    }
  }

  std::string_view text_;
  std::vector<std::array<std::uint8_t, 3>> colors_;
  std::size_t color_ = 0;
  int x_ = 0;
  int y_ = 0;
};

TEST_CASE("sixel: every pixel is painted once") {
  for (const image::Size size : {image::Size{1, 1}, {7, 6}, {30, 13}, {300, 5}}) {
    const Decoder decoder(sixel(test::random_photo(size, 1)));
    CHECK(decoder.picture_.size() == size);
    CHECK(decoder.painted_ == static_cast<std::size_t>(size.width * size.height));
  }
}

TEST_CASE("sixel: colours of the palette come back as they are, up to per cents") {
  // 0, 51 … 255 are levels of red and blue; 0, 42.5 … 255 those of green.
  for (const color::Color color :
       {color::Color{0, 0, 0}, color::Color{255, 255, 255}, color::Color{51, 85, 204}}) {
    const Decoder decoder(sixel(test::plain_photo({20, 9}, color)));
    for (std::size_t i = 0; i < decoder.picture_.bytes().size(); ++i) {
      CHECK(std::abs(decoder.picture_.bytes()[i] - color[i % 3]) <= 2);
    }
  }
}

TEST_CASE("sixel: the mean colour is right where the palette has none") {
  constexpr color::Color kBetween = {77, 111, 129};
  const Decoder decoder(sixel(test::plain_photo({120, 120}, kBetween)));
  std::array<double, 3> sums{};
  for (std::size_t i = 0; i < decoder.picture_.bytes().size(); ++i) {
    sums[i % 3] += decoder.picture_.bytes()[i];
  }
  for (std::size_t i = 0; i < 3; ++i) CHECK(std::abs(sums[i] / 14400.0 - kBetween[i]) < 2.0);
}

// What follows the definitions of the colours: the pixels.
std::string bands_of(const image::RgbImage& picture) {
  const std::string text = sixel(picture);
  const std::size_t last_definition = text.rfind("#251;2;100;100;100");
  REQUIRE(last_definition != std::string::npos);
  return text.substr(last_definition + std::string_view("#251;2;100;100;100").size());
}

TEST_CASE("sixel: runs are counted where that is shorter, rows that are missing are not painted") {
  CHECK(bands_of(test::plain_photo({3, 6}, {255, 255, 255})) == "#251~~~-\x1b\\\n");
  CHECK(bands_of(test::plain_photo({4, 6}, {255, 255, 255})) == "#251!4~-\x1b\\\n");
  CHECK(bands_of(test::plain_photo({1, 1}, {0, 0, 0})) == "#0@-\x1b\\\n");
  CHECK(bands_of(test::plain_photo({5, 8}, {0, 0, 0})) == "#0!5~-#0!5B-\x1b\\\n");
}

TEST_CASE("sixel: a band goes over its colours one by one and leaves out the empty end") {
  image::RgbImage picture = test::plain_photo({6, 1}, {255, 255, 255});
  std::fill_n(picture.bytes().begin(), 3 * 2, std::uint8_t{0});
  CHECK(bands_of(picture) == "#0@@$#251?\?!4@-\x1b\\\n");
}

}  // namespace
}  // namespace vitviz::text_pictures
