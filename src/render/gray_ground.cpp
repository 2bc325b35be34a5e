// SPDX-License-Identifier: Apache-2.0
#include "render/gray_ground.h"

#include <cstddef>

#include "base/check.h"

namespace vitviz::render {
namespace {

// ITU-R BT.601's luma, times 0.45, in 1/65536.
constexpr double kDimmed = 0.45 * 65536.0;
constexpr auto kRed = static_cast<unsigned>(0.299 * kDimmed);
constexpr auto kGreen = static_cast<unsigned>(0.587 * kDimmed);
constexpr auto kBlue = static_cast<unsigned>(0.114 * kDimmed);

}  // namespace

void gray_ground_row(std::span<const std::uint8_t> rgb, std::span<std::uint8_t> levels) {
  VITVIZ_CHECK(rgb.size() == 3 * levels.size());
  const std::uint8_t* pixel = rgb.data();
  for (std::uint8_t& level : levels) {
    const unsigned sum = kRed * pixel[0] + kGreen * pixel[1] + kBlue * pixel[2] + (1U << 15);
    level = static_cast<std::uint8_t>(sum >> 16);
    pixel += 3;
  }
}

}  // namespace vitviz::render
