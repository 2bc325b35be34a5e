// SPDX-License-Identifier: Apache-2.0
// What ffprobe says of a video, checked: a file says what it likes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "image/raster.h"

namespace vitviz::video {

// Frames per second, as a fraction: 30000/1001.
struct FrameRate {
  std::int64_t numerator = 0;
  std::int64_t denominator = 1;

  friend bool operator==(const FrameRate&, const FrameRate&) = default;
};

[[nodiscard]] inline double value_of(const FrameRate& rate) {
  return static_cast<double>(rate.numerator) / static_cast<double>(rate.denominator);
}

struct ClipInfo {
  image::Size size;         // as it is stored
  int quarter_turns = 0;    // clockwise, of a telephone that was held upright: 0 to 3
  FrameRate rate;           // on average
  bool is_even = true;      // whether all frames are shown equally long
  int frames = 0;           // as many as the container says, or its length and rate; 0 if unknown
  bool is_counted = false;  // whether the container says so
  std::string audio;        // the codec of its sound, empty without
  std::string note = {};    // what the user should know of it, or nothing
  std::size_t bytes_to_decode = 0;  // of memory; none where ffmpeg decodes it
};

// As it is seen: upright, unless it is wanted as it is stored.
[[nodiscard]] image::Size shown_size(const ClipInfo& info, bool upright);

// `json` is ffprobe's. Throws Error(kInput) that names the video: it has no pictures, or says
// something impossible of them.
[[nodiscard]] ClipInfo parse_clip_info(std::string_view json, const std::string& name);

}  // namespace vitviz::video
