// SPDX-License-Identifier: Apache-2.0
// A model and a photo that are soon looked at.
#pragma once

#include <vector>

#include "support/npy_reader.h"
#include "vitviz/vitviz.h"

namespace vitviz::test {

// timm's, of 3 blocks of 3 heads, with patches of 8 pixels.
inline Model small_model() { return Model::load(reference("vit/synthetic.safetensors")); }

// 72 × 48 pixels, different everywhere.
inline Photo small_photo() {
  constexpr int kWidth = 72;
  constexpr int kHeight = 48;
  std::vector<std::uint8_t> pixels;
  for (int y = 0; y < kHeight; ++y) {
    for (int x = 0; x < kWidth; ++x) {
      const bool inside = x > 20 && x < 50 && y > 10 && y < 40;
      pixels.push_back(static_cast<std::uint8_t>(inside ? 230 - x : 3 * x));
      pixels.push_back(static_cast<std::uint8_t>(inside ? 40 : 5 * y));
      pixels.push_back(static_cast<std::uint8_t>(x * y % 251));
    }
  }
  return Photo::from_rgb(pixels, kWidth, kHeight);
}

}  // namespace vitviz::test
