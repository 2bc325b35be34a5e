// SPDX-License-Identifier: Apache-2.0
#include "eval/segments.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "base/check.h"
#include "eval/average_precision.h"
#include "eval/task.h"

namespace vitviz::eval {
namespace {

double ratio(double part, double whole) { return whole > 0.0 ? part / whole : 1.0; }

// In the order of photo_score().
std::vector<double> combine(std::span<const double> means) {
  return {ratio(means[0], means[1]), (ratio(means[2], means[3]) + ratio(means[4], means[5])) / 2.0,
          means[6]};
}

}  // namespace

SegmentScores score_segments(std::span<const float> map, std::span<const std::uint8_t> mask,
                             const TruthMask& truth) {
  const auto ids = truth.bytes();
  VITVIZ_CHECK(map.size() == ids.size() && mask.size() == ids.size());
  SegmentScores scores;
  std::array<double, 2> in_truth{};
  std::array<double, 2> in_mask{};
  for (std::size_t i = 0; i < ids.size(); ++i) {
    if (ids[i] == kVoid) continue;
    const std::size_t wanted = is_object(ids[i]) ? 1 : 0;
    const std::size_t got = mask[i] != 0 ? 1 : 0;
    in_truth[wanted] += 1.0;
    in_mask[got] += 1.0;
    if (wanted == got) scores.intersection[wanted] += 1.0;
  }
  for (std::size_t c = 0; c < 2; ++c) {
    scores.of_union[c] = in_truth[c] + in_mask[c] - scores.intersection[c];
  }
  scores.right = scores.intersection[0] + scores.intersection[1];
  scores.pixels = in_truth[0] + in_truth[1];
  scores.average_precision = average_precision(map, truth);
  return scores;
}

std::vector<std::uint8_t> above_mean(std::span<const float> map) {
  double sum = 0.0;
  for (const float value : map) sum += static_cast<double>(value);
  const double mean = sum / static_cast<double>(map.size());
  std::vector<std::uint8_t> mask(map.size());
  std::transform(map.begin(), map.end(), mask.begin(), [mean](float value) {
    return static_cast<std::uint8_t>(static_cast<double>(value) > mean ? 1 : 0);
  });
  return mask;
}

PhotoScore photo_score(std::string photo, const SegmentScores& s) {
  PhotoScore score;
  score.photo = std::move(photo);
  score.parts = {s.right,           s.pixels,      s.intersection[0],  s.of_union[0],
                 s.intersection[1], s.of_union[1], s.average_precision};
  score.values = combine(score.parts);
  return score;
}

const Task kSegments = {
    .help = "how well a map divides photos into objects and background",
    .columns = {{"pixel_accuracy", "share of pixels that are right"},
                {"miou", "intersection over union, mean of both classes"},
                {"ap", "average precision"}},
    .scores = {{"pixel_accuracy", "share of all photos' pixels that are right"},
               {"miou", "intersection over union over all photos, mean of both classes"},
               {"mean_ap", "average precision, mean over the photos"}},
    .parts = 7,
    .combine = combine,
};

}  // namespace vitviz::eval
