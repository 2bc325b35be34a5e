// SPDX-License-Identifier: Apache-2.0
#include "color/palette.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>

#include "base/check.h"
#include "color/oklab.h"

namespace vitviz::color {
namespace {

constexpr std::array<Color, 7> kOkabeIto = {{
    {213, 94, 0},     // vermilion
    {86, 180, 233},   // sky blue
    {240, 228, 66},   // yellow
    {0, 158, 115},    // bluish green
    {204, 121, 167},  // reddish purple
    {230, 159, 0},    // orange
    {0, 114, 178},    // blue
}};

constexpr std::array kVisions = {Vision::kUsual, Vision::kWithoutRed, Vision::kWithoutGreen};

// A colour as each kind of vision has it.
using Seen = std::array<Oklab, kVisions.size()>;

Seen seen(const Color& color) {
  Seen result;
  for (std::size_t i = 0; i < kVisions.size(); ++i) result[i] = oklab_of(color, kVisions[i]);
  return result;
}

double worst_difference(const Seen& a, const Seen& b) {
  double least = std::numeric_limits<double>::infinity();
  for (std::size_t i = 0; i < a.size(); ++i) least = std::min(least, difference(a[i], b[i]));
  return least;
}

struct Candidate {
  Color color;
  Seen as_seen;
  double nearest = std::numeric_limits<double>::infinity();  // to the colours taken so far
};

// Light enough to show on a dimmed photo, and no grey, of which that consists.
bool is_vivid(const Oklab& color) {
  constexpr double kLeastLightness = 0.5;
  constexpr double kLeastChroma = 0.08;
  return color.lightness >= kLeastLightness && std::hypot(color.a, color.b) >= kLeastChroma;
}

std::vector<Candidate> vivid_colors() {
  constexpr int kStep = 17;  // 16 levels a channel
  std::vector<Candidate> candidates;
  for (int red = 0; red <= 255; red += kStep) {
    for (int green = 0; green <= 255; green += kStep) {
      for (int blue = 0; blue <= 255; blue += kStep) {
        const Color color = {static_cast<std::uint8_t>(red), static_cast<std::uint8_t>(green),
                             static_cast<std::uint8_t>(blue)};
        const Seen as_seen = seen(color);
        if (is_vivid(as_seen.front())) candidates.push_back({color, as_seen});
      }
    }
  }
  return candidates;
}

void keep_away_from(const Color& taken, std::vector<Candidate>& candidates) {
  const Seen as_seen = seen(taken);
  for (Candidate& candidate : candidates) {
    candidate.nearest = std::min(candidate.nearest, worst_difference(candidate.as_seen, as_seen));
  }
}

}  // namespace

std::vector<Color> palette(int count) {
  VITVIZ_CHECK(count >= 0 && count <= kMaxPalette);
  const auto wanted = static_cast<std::size_t>(count);
  const std::size_t published = std::min(wanted, kOkabeIto.size());
  std::vector<Color> colors(kOkabeIto.data(), kOkabeIto.data() + published);
  if (colors.size() == wanted) return colors;

  std::vector<Candidate> candidates = vivid_colors();
  for (const Color& color : colors) keep_away_from(color, candidates);
  while (colors.size() < wanted) {
    const auto farthest = std::max_element(
        candidates.begin(), candidates.end(),
        [](const Candidate& a, const Candidate& b) { return a.nearest < b.nearest; });
    const Color next = farthest->color;
    colors.push_back(next);
    keep_away_from(next, candidates);
  }
  return colors;
}

}  // namespace vitviz::color
