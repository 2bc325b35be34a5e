// SPDX-License-Identifier: Apache-2.0
// What belongs to which object, pixel by pixel, as an annotator drew it.
//
// A truth mask has a number for each pixel, with VOC's meanings: 0 is the background, 255 is void
// (nobody decided, so nothing is scored there), and every other number is an object or a class.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "eval/box.h"
#include "image/raster.h"

namespace vitviz::eval {

using TruthMask = image::GrayImage;

inline constexpr std::uint8_t kBackground = 0;
inline constexpr std::uint8_t kVoid = 255;

[[nodiscard]] constexpr bool is_object(std::uint8_t id) { return id != kBackground && id != kVoid; }

// What the numbers in a file mean.
enum class MaskFile {
  kForeground,  // a picture of any format: what is brighter than half is object 1, nothing is void
  kIds,         // a PNG file with a palette or greys of at most 8 bits: the numbers as stored
};

// As stored, whatever EXIF says of how it is to be turned. Throws Error(kInput) that names the
// file.
[[nodiscard]] TruthMask read_truth_mask(const std::filesystem::path& file, MaskFile kind);

// Every pixel from the one its centre falls on (Pillow's NEAREST): ids cannot be averaged.
[[nodiscard]] TruthMask resized(const TruthMask& truth, image::Size size);

// Whether there is anything to score: a pixel that is not void.
[[nodiscard]] bool has_pixels(const TruthMask& truth);

// The ids of all objects, ascending.
[[nodiscard]] std::vector<std::uint8_t> object_ids(const TruthMask& truth);

// The tightest box around each object, in the order of object_ids().
[[nodiscard]] std::vector<TrueBox> tight_boxes(const TruthMask& truth);

}  // namespace vitviz::eval
