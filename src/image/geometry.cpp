// SPDX-License-Identifier: Apache-2.0
#include "image/geometry.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include <fmt/format.h>

#include "base/argument.h"
#include "base/check.h"
#include "base/error.h"
#include "base/text.h"
#include "image/photo.h"

namespace vitviz::image {
namespace {

// As sizes are asked for: rows first.
std::string height_by_width(Size size) { return fmt::format("{}x{}", size.height, size.width); }

// The nearest whole number of patches to `pixels`, at least one, in pixels. Halves go up.
double round_to_patches(double pixels, int patch) {
  return std::max(1.0, std::floor(pixels / patch + 0.5)) * patch;
}

Size nearest_size(Size size, int patch) {
  return {static_cast<int>(round_to_patches(size.width, patch)),
          static_cast<int>(round_to_patches(size.height, patch))};
}

bool is_whole_patches(Size size, int patch) {
  return size.width % patch == 0 && size.height % patch == 0;
}

[[noreturn]] void fail_because_too_large(double width, double height) {
  base::fail_argument(
      "size", "", fmt::format("{:.0f}x{:.0f} pixels are too many for the network", height, width),
      "choose a smaller size");
}

Size plan_short_side(Size photo, ShortSide wanted, int patch) {
  VITVIZ_CHECK(wanted.pixels >= 1);
  const auto [short_side, long_side] = std::minmax(photo.width, photo.height);
  const double longest = static_cast<double>(kMaxAspect) * wanted.pixels;
  const double scale =
      std::min(static_cast<double>(wanted.pixels) / short_side, longest / long_side);
  const double width = round_to_patches(photo.width * scale, patch);
  const double height = round_to_patches(photo.height * scale, patch);
  if (width * height > static_cast<double>(kMaxPixels)) fail_because_too_large(width, height);
  return {static_cast<int>(width), static_cast<int>(height)};
}

Size plan_exact(Size wanted, int patch) {
  VITVIZ_CHECK(wanted.width >= 1 && wanted.height >= 1);
  if (std::int64_t{wanted.width} * wanted.height > kMaxPixels) {
    fail_because_too_large(wanted.width, wanted.height);
  }
  if (is_whole_patches(wanted, patch)) return wanted;
  base::fail_argument(
      "size", height_by_width(wanted),
      fmt::format("not a multiple of the model's patches of {}x{} pixels", patch, patch),
      fmt::format("the nearest is {}", height_by_width(nearest_size(wanted, patch))));
}

Size plan_native(Size photo, int patch, const std::string& name) {
  if (is_whole_patches(photo, patch)) return photo;
  throw base::Error(
      base::ErrorCode::kInput,
      fmt::format("{}: its {}x{} pixels (height x width) are no multiple of the model's patches of "
                  "{}x{} pixels, as {} native asks",
                  base::printable(name), photo.height, photo.width, patch, patch,
                  base::argument("size")),
      fmt::format("the nearest is {} {}", base::argument("size"),
                  height_by_width(nearest_size(photo, patch))));
}

Size plan_network(Size photo, const InputSize& wanted, int patch, const std::string& name) {
  if (const auto* short_side = std::get_if<ShortSide>(&wanted)) {
    return plan_short_side(photo, *short_side, patch);
  }
  if (const auto* exact = std::get_if<Size>(&wanted)) return plan_exact(*exact, patch);
  return plan_native(photo, patch, name);
}

}  // namespace

double Geometry::cols_per_pixel() const { return static_cast<double>(grid.cols) / photo.width; }

double Geometry::rows_per_pixel() const { return static_cast<double>(grid.rows) / photo.height; }

int Geometry::patch_at(Pixel pixel) const {
  VITVIZ_CHECK(pixel.x >= 0 && pixel.x < photo.width && pixel.y >= 0 && pixel.y < photo.height);
  // floor((x + 1/2) · cols / width), in whole numbers, so that no border is rounded across.
  const auto place = [](int pixel_index, int cells, int pixels) {
    return static_cast<int>((2 * std::int64_t{pixel_index} + 1) * cells /
                            (2 * std::int64_t{pixels}));
  };
  return place(pixel.y, grid.rows, photo.height) * grid.cols +
         place(pixel.x, grid.cols, photo.width);
}

Pixel Geometry::center_of(int patch_index) const {
  VITVIZ_CHECK(patch_index >= 0 && patch_index < grid.count());
  // The one that has the point (i + 1/2) · pixels / cells.
  const auto place = [](int index, int cells, int pixels) {
    return static_cast<int>((2 * std::int64_t{index} + 1) * pixels / (2 * std::int64_t{cells}));
  };
  return {place(patch_index % grid.cols, grid.cols, photo.width),
          place(patch_index / grid.cols, grid.rows, photo.height)};
}

Size fitted(Size size, int longest) {
  const int longer = std::max(size.width, size.height);
  if (longer <= longest) return size;
  const double scale = static_cast<double>(longest) / longer;
  const auto scaled = [scale](int side) {
    return std::max(1, static_cast<int>(std::lround(side * scale)));
  };
  return {scaled(size.width), scaled(size.height)};
}

Geometry plan_geometry(Size photo, const InputSize& wanted, int patch, const std::string& name) {
  VITVIZ_CHECK(patch >= 1);
  const Size network = plan_network(photo, wanted, patch, name);
  return {photo, network, patch, {network.height / patch, network.width / patch}};
}

}  // namespace vitviz::image
