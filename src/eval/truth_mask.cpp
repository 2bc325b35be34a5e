// SPDX-License-Identifier: Apache-2.0
#include "eval/truth_mask.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "image/label_png.h"
#include "image/photo.h"

namespace vitviz::eval {
namespace {

constexpr std::uint8_t kForeground = 1;

// In the middle of black and white, by the mean of the channels.
TruthMask read_foreground(const std::filesystem::path& file) {
  const image::RgbImage picture =
      image::read_photo(file, image::Orientation::kStored, image::ColorProfile::kIgnored);
  TruthMask truth(picture.size());
  const auto rgb = picture.bytes();
  const auto ids = truth.bytes();
  constexpr int kHalf = 3 * 128;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    const int sum = rgb[3 * i] + rgb[3 * i + 1] + rgb[3 * i + 2];
    ids[i] = sum >= kHalf ? kForeground : kBackground;
  }
  return truth;
}

// Where the centre of pixel `i` of `to` falls among `from` pixels.
int nearest(int i, int from, int to) {
  return static_cast<int>((2 * std::int64_t{i} + 1) * from / (2 * std::int64_t{to}));
}

}  // namespace

TruthMask read_truth_mask(const std::filesystem::path& file, MaskFile kind) {
  return kind == MaskFile::kIds ? image::read_label_png(file) : read_foreground(file);
}

TruthMask resized(const TruthMask& truth, image::Size size) {
  TruthMask result(size);
  for (int y = 0; y < size.height; ++y) {
    const auto from = truth.row(nearest(y, truth.height(), size.height));
    const auto to = result.row(y);
    for (int x = 0; x < size.width; ++x) {
      to[static_cast<std::size_t>(x)] =
          from[static_cast<std::size_t>(nearest(x, truth.width(), size.width))];
    }
  }
  return result;
}

bool has_pixels(const TruthMask& truth) {
  const auto ids = truth.bytes();
  return std::any_of(ids.begin(), ids.end(), [](std::uint8_t id) { return id != kVoid; });
}

std::vector<std::uint8_t> object_ids(const TruthMask& truth) {
  std::array<bool, 256> occurs{};
  for (const std::uint8_t id : truth.bytes()) occurs[id] = true;
  std::vector<std::uint8_t> ids;
  for (int id = 0; id < 256; ++id) {
    const auto byte = static_cast<std::uint8_t>(id);
    if (occurs[byte] && is_object(byte)) ids.push_back(byte);
  }
  return ids;
}

std::vector<TrueBox> tight_boxes(const TruthMask& truth) {
  std::array<Box, 256> boxes;
  boxes.fill({.left = 1.0 * truth.width(), .top = 1.0 * truth.height(), .right = 0, .bottom = 0});
  for (int y = 0; y < truth.height(); ++y) {
    const auto row = truth.row(y);
    for (int x = 0; x < truth.width(); ++x) {
      Box& box = boxes[row[static_cast<std::size_t>(x)]];
      box.left = std::min(box.left, 1.0 * x);
      box.top = std::min(box.top, 1.0 * y);
      box.right = std::max(box.right, x + 1.0);
      box.bottom = y + 1.0;
    }
  }
  std::vector<TrueBox> result;
  for (const std::uint8_t id : object_ids(truth)) result.push_back({boxes[id]});
  return result;
}

}  // namespace vitviz::eval
