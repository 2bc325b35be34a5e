// SPDX-License-Identifier: Apache-2.0
#include "video/webp_clip.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <numeric>

#include "image/photo_source.h"

namespace vitviz::video {
namespace {

constexpr int kHasty = 10;  // milliseconds, and below

bool is_hasty(int milliseconds) { return milliseconds <= kHasty; }

int shown(int milliseconds) { return is_hasty(milliseconds) ? 100 : milliseconds; }

// In lowest terms, and of numbers that others take for one.
FrameRate rate_of(std::int64_t frames, std::int64_t milliseconds) {
  const std::int64_t common = std::gcd(1000 * frames, milliseconds);
  FrameRate rate{1000 * frames / common, milliseconds / common};
  while (std::max(rate.numerator, rate.denominator) > std::numeric_limits<int>::max()) {
    rate = {std::max<std::int64_t>(rate.numerator / 2, 1), rate.denominator / 2};
  }
  return rate;
}

// Clockwise. What is mirrored as well is turned by as many.
int quarter_turns_of(int exif_orientation) {
  constexpr int kTurns[] = {0, 0, 2, 2, 1, 1, 3, 3};
  return kTurns[exif_orientation - 1];
}

}  // namespace

ClipInfo webp_clip_info(const image::WebpAnimationFacts& facts) {
  std::int64_t sum = 0;
  bool is_even = true;
  bool is_filled_in = false;
  for (const int milliseconds : facts.milliseconds) {
    sum += shown(milliseconds);
    is_filled_in |= is_hasty(milliseconds);
    is_even &= shown(milliseconds) == shown(facts.milliseconds.front());
  }
  const auto frames = static_cast<int>(facts.milliseconds.size());
  ClipInfo info;
  info.size = facts.size;
  info.quarter_turns = quarter_turns_of(facts.exif_orientation);
  info.rate = rate_of(frames, sum);
  info.is_even = is_even;
  info.frames = frames;
  info.is_counted = true;
  info.bytes_to_decode = facts.bytes_to_decode;
  if (is_filled_in) {
    info.note =
        "frames that are to be shown for 10 ms or less are shown for 100 ms, as in browsers";
  }
  return info;
}

ClipInfo webp_clip_info(const std::filesystem::path& file, const std::stop_token& stop) {
  return webp_clip_info(image::webp_animation_facts(image::FileSource(file), file.string(), stop));
}

}  // namespace vitviz::video
