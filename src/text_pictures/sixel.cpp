// SPDX-License-Identifier: Apache-2.0
#include "text_pictures/sixel.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <set>
#include <span>
#include <vector>

#include <fmt/format.h>

namespace vitviz::text_pictures {
namespace {

constexpr std::array<int, 3> kLevels = {6, 7, 6};  // of red, green and blue
constexpr int kBand = 6;                           // rows that a sixel holds

using Indices = std::vector<std::uint8_t>;  // a colour's number for each pixel, row by row

float level_value(std::size_t channel, int level) {
  return 255.0F * static_cast<float>(level) / static_cast<float>(kLevels[channel] - 1);
}

int nearest_level(std::size_t channel, float value) {
  const float level = value / 255.0F * static_cast<float>(kLevels[channel] - 1);
  return std::clamp(static_cast<int>(level + 0.5F), 0, kLevels[channel] - 1);
}

// The errors of a row, a value more on both sides for its neighbours.
using Errors = std::array<std::vector<float>, 3>;

// Chooses the colours of a row and hands the errors on: 7/16 to the right, and to the row below
// 3/16 left, 5/16 down, 1/16 right.
void choose_row(std::span<const std::uint8_t> rgb, Errors& here, Errors& below,
                std::span<std::uint8_t> indices) {
  for (std::size_t x = 0; x < indices.size(); ++x) {
    int index = 0;
    for (std::size_t channel = 0; channel < 3; ++channel) {
      const float wanted = static_cast<float>(rgb[3 * x + channel]) + here[channel][x + 1];
      const int level = nearest_level(channel, std::clamp(wanted, 0.0F, 255.0F));
      const float error = wanted - level_value(channel, level);
      here[channel][x + 2] += error * 7.0F / 16.0F;
      below[channel][x] += error * 3.0F / 16.0F;
      below[channel][x + 1] += error * 5.0F / 16.0F;
      below[channel][x + 2] += error * 1.0F / 16.0F;
      index = index * kLevels[channel] + level;
    }
    indices[x] = static_cast<std::uint8_t>(index);
  }
}

Indices choose_colors(const image::RgbImage& picture) {
  const auto width = static_cast<std::size_t>(picture.width());
  Indices indices(width * static_cast<std::size_t>(picture.height()));
  Errors here;
  for (auto& channel : here) channel.assign(width + 2, 0.0F);
  const Errors none = here;
  for (int y = 0; y < picture.height(); ++y) {
    Errors below = none;
    choose_row(picture.row(y), here, below,
               std::span(indices).subspan(static_cast<std::size_t>(y) * width, width));
    here.swap(below);
  }
  return indices;
}

std::string color_definitions() {
  std::string text;
  int number = 0;
  for (int red = 0; red < kLevels[0]; ++red) {
    for (int green = 0; green < kLevels[1]; ++green) {
      for (int blue = 0; blue < kLevels[2]; ++blue) {
        const auto percent = [](std::size_t channel, int level) {
          return static_cast<int>(level_value(channel, level) / 2.55F + 0.5F);
        };
        text += fmt::format("#{};2;{};{};{}", number++, percent(0, red), percent(1, green),
                            percent(2, blue));
      }
    }
  }
  return text;
}

void append_run(std::string& text, char sixel, int count) {
  if (count > 3) {
    text += fmt::format("!{}{}", count, sixel);
  } else {
    text.append(static_cast<std::size_t>(count), sixel);
  }
}

// The sixels of one colour in a band. What is empty at the end is left out.
std::string sixels_of(std::uint8_t color, std::span<const std::uint8_t> band, std::size_t width) {
  std::string text;
  char before = '?';
  int run = 0;
  for (std::size_t x = 0; x < width; ++x) {
    int bits = 0;
    for (std::size_t y = 0; y * width < band.size(); ++y) {
      if (band[y * width + x] == color) bits |= 1 << y;
    }
    const auto sixel = static_cast<char>('?' + bits);
    if (sixel != before) {
      append_run(text, before, run);
      before = sixel;
      run = 0;
    }
    ++run;
  }
  if (before != '?') append_run(text, before, run);
  return text;
}

std::string band_text(std::span<const std::uint8_t> band, std::size_t width) {
  std::string text;
  for (const std::uint8_t color : std::set<std::uint8_t>(band.begin(), band.end())) {
    text += fmt::format("{}#{}{}", text.empty() ? "" : "$", color, sixels_of(color, band, width));
  }
  return text + '-';
}

}  // namespace

std::string sixel(const image::RgbImage& picture) {
  const Indices indices = choose_colors(picture);
  const auto width = static_cast<std::size_t>(picture.width());
  // Pixels that are not set keep what is there (P2 = 1); pixels are square (1;1).
  std::string text =
      fmt::format("\x1bP0;1q\"1;1;{};{}{}", picture.width(), picture.height(), color_definitions());
  for (std::size_t begin = 0; begin < indices.size(); begin += kBand * width) {
    const std::size_t count = std::min(kBand * width, indices.size() - begin);
    text += band_text(std::span(indices).subspan(begin, count), width);
  }
  return text + "\x1b\\\n";
}

}  // namespace vitviz::text_pictures
