// SPDX-License-Identifier: Apache-2.0
#include "image/crop.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/argument.h"
#include "base/check.h"
#include "base/error.h"

namespace vitviz::image {
namespace {

// Without sums, which could be beyond int.
bool is_inside(const Rectangle& part, Size photo) {
  const auto fits = [](int first, int count, int side) {
    return first >= 0 && count >= 1 && first < side && count <= side - first;
  };
  return fits(part.corner.x, part.size.width, photo.width) &&
         fits(part.corner.y, part.size.height, photo.height);
}

}  // namespace

Rectangle part_of(Size photo, const std::optional<Crop>& crop, const std::string& name) {
  if (!crop) return {{0, 0}, photo};
  if (const auto* part = std::get_if<Rectangle>(&*crop)) {
    if (is_inside(*part, photo)) return *part;
    throw base::Error(
        base::ErrorCode::kInput,
        fmt::format("{}: {} {},{},{},{} reaches beyond the photo, {} pixels wide and {} high", name,
                    base::argument("crop"), part->corner.x, part->corner.y, part->size.width,
                    part->size.height, photo.width, photo.height),
        "the numbers are left, top, width and height of a part of the upright photo");
  }
  const int side = std::min(photo.width, photo.height);
  return {{(photo.width - side) / 2, (photo.height - side) / 2}, {side, side}};
}

RgbImage cut(const RgbImage& photo, const Rectangle& part) {
  VITVIZ_CHECK(is_inside(part, photo.size()));
  RgbImage cropped(part.size);
  constexpr std::size_t kChannels = RgbImage::kChannels;
  for (int y = 0; y < part.size.height; ++y) {
    const auto from = photo.row(part.corner.y + y)
                          .subspan(static_cast<std::size_t>(part.corner.x) * kChannels,
                                   static_cast<std::size_t>(part.size.width) * kChannels);
    std::copy(from.begin(), from.end(), cropped.row(y).begin());
  }
  return cropped;
}

}  // namespace vitviz::image
