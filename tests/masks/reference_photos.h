// SPDX-License-Identifier: Apache-2.0
// The photos of tests/reference/masks, and what make_masks.py made of them.
#pragma once

#include <cmath>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "image/photo.h"
#include "image/raster.h"
#include "support/npy_reader.h"
#include "tensor/shapes.h"

namespace vitviz::masks {

struct ReferencePhoto {
  std::string name;
  image::RgbImage pixels;
  tensor::PatchGrid grid;
  tensor::Matrix features;   // [N, D], whole numbers
  tensor::Matrix attention;  // [H, N]
};

inline test::Array reference_array(const std::string& photo, const std::string& what) {
  return test::read_npy(test::reference("masks/" + photo + "." + what + ".npy"));
}

inline std::vector<std::string> reference_names() {
  return {"budgie-branch",         "canyon-wren", "chelsea-cat",    "coffee",
          "dragonfly-on-lavender", "egg-basket",  "kitten-on-lawn", "oakland-zoo-otters",
          "perched-osprey",        "tulips"};
}

inline ReferencePhoto reference_photo(const std::string& name) {
  constexpr float kZero = 128;  // what make_masks.py stores for 0
  constexpr int kPatch = 8;     // in pixels of the stored photo
  image::RgbImage pixels = image::read_photo(test::reference("masks/photos/" + name + ".png"),
                                             image::Orientation::kUpright);
  const tensor::PatchGrid grid{pixels.height() / kPatch, pixels.width() / kPatch};
  return {name, std::move(pixels), grid, reference_array(name, "features").matrix().array() - kZero,
          reference_array(name, "attention").matrix()};
}

inline std::vector<ReferencePhoto> reference_photos() {
  std::vector<ReferencePhoto> photos;
  for (const std::string& name : reference_names()) photos.push_back(reference_photo(name));
  return photos;
}

// A row of NAME.masks.npy.
enum class Row {
  kMass,
  kOtsu,
  kFound,
  kLost,
  kTokenCut,      // τ = 0.2
  kTokenCutAuto,  // τ of the photo
  kMaskCut,       // τ = 0.5; the first of three
  kSpectral = kMaskCut + 3,
  kSpectralColors,  // λ = 10
};

inline std::vector<std::uint8_t> reference_mask(const std::string& photo, Row row, int after = 0) {
  const test::Array masks = reference_array(photo, "masks");
  const auto values = masks.matrix().row(static_cast<int>(row) + after);
  return {values.begin(), values.end()};
}

inline double iou_of(const std::vector<std::uint8_t>& a, const std::vector<std::uint8_t>& b) {
  double both = 0;
  double either = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    both += a[i] & b[i];
    either += a[i] | b[i];
  }
  return either > 0 ? both / either : 1.0;
}

}  // namespace vitviz::masks
