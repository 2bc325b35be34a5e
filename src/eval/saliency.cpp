// SPDX-License-Identifier: Apache-2.0
#include "eval/saliency.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

#include "base/check.h"
#include "eval/s_measure.h"
#include "eval/task.h"

namespace vitviz::eval {
namespace {

constexpr double kBetaSquared = 0.3;
constexpr float kHalf = 0.5F;

// As a float, so that a map of 8 bits, value / 255, lies at its threshold and not beside it.
float threshold(int k) { return static_cast<float>(k / 255.0); }

// How many thresholds lie below the value.
std::size_t thresholds_below(float value) {
  int count = std::clamp(static_cast<int>(value * 255.0F), 0, kSaliencyThresholds);
  while (count > 0 && threshold(count - 1) >= value) --count;
  while (count < kSaliencyThresholds && threshold(count) < value) ++count;
  return static_cast<std::size_t>(count);
}

struct Histogram {
  std::array<double, kSaliencyThresholds + 1> object{};      // pixels by thresholds_below()
  std::array<double, kSaliencyThresholds + 1> background{};  // the same
};

double f_beta(double precision, double recall) {
  const double below = kBetaSquared * precision + recall;
  return below > 0.0 ? (1.0 + kBetaSquared) * precision * recall / below : 0.0;
}

std::array<double, kSaliencyThresholds> f_curve(const Histogram& pixels) {
  double objects = 0.0;
  for (const double count : pixels.object) objects += count;
  std::array<double, kSaliencyThresholds> curve{};
  double right = 0.0;  // pixels above the threshold, from the highest one on
  double wrong = 0.0;
  for (std::size_t k = curve.size(); k-- > 0;) {
    right += pixels.object[k + 1];
    wrong += pixels.background[k + 1];
    const double precision = right + wrong > 0.0 ? right / (right + wrong) : 1.0;
    curve[k] = f_beta(precision, objects > 0.0 ? right / objects : 1.0);
  }
  return curve;
}

std::vector<double> combine(std::span<const double> means) {
  const auto curve = means.first(kSaliencyThresholds);
  std::vector<double> scores = {*std::max_element(curve.begin(), curve.end())};
  const auto others = means.subspan(kSaliencyThresholds);
  scores.insert(scores.end(), others.begin(), others.end());
  return scores;
}

}  // namespace

SaliencyScores score_saliency(std::span<const float> map, const TruthMask& truth) {
  const auto ids = truth.bytes();
  VITVIZ_CHECK(map.size() == ids.size());
  Histogram pixels;
  double count = 0.0;
  double error = 0.0;
  double right = 0.0;
  double common = 0.0;
  double either = 0.0;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    if (ids[i] == kVoid) continue;
    VITVIZ_CHECK(map[i] >= 0.0F && map[i] <= 1.0F);
    const bool in_truth = is_object(ids[i]);
    const bool in_mask = map[i] > kHalf;
    count += 1.0;
    error += std::abs(static_cast<double>(map[i]) - (in_truth ? 1.0 : 0.0));
    if (in_mask == in_truth) right += 1.0;
    if (in_mask && in_truth) common += 1.0;
    if (in_mask || in_truth) either += 1.0;
    (in_truth ? pixels.object : pixels.background)[thresholds_below(map[i])] += 1.0;
  }
  VITVIZ_CHECK(count > 0.0);
  return {.f_curve = f_curve(pixels),
          .iou = either > 0.0 ? common / either : 1.0,
          .accuracy = right / count,
          .mae = error / count,
          .s_measure = s_measure(map, truth)};
}

PhotoScore photo_score(std::string photo, const SaliencyScores& scores) {
  const auto& curve = scores.f_curve;
  const double best = *std::max_element(curve.begin(), curve.end());
  const std::vector<double> others = {scores.iou, scores.accuracy, scores.mae, scores.s_measure};
  PhotoScore score{std::move(photo), {best}, {curve.begin(), curve.end()}};
  score.values.insert(score.values.end(), others.begin(), others.end());
  score.parts.insert(score.parts.end(), others.begin(), others.end());
  return score;
}

const Task kSaliency = {
    .help = "how well a map shows where the objects are",
    .columns = {{"max_f", "highest F_beta of the photo's own curve"},
                {"iou", "intersection over union at 0.5"},
                {"accuracy", "share of pixels that are right at 0.5"},
                {"mae", "mean absolute error", Unit::kPlain},
                {"s_measure", "structure measure", Unit::kPlain}},
    .scores = {{"max_f", "highest F_beta of the curve averaged over all photos"},
               {"iou", "intersection over union at 0.5, mean"},
               {"accuracy", "share of pixels that are right at 0.5, mean"},
               {"mae", "mean absolute error, mean", Unit::kPlain},
               {"s_measure", "structure measure, mean", Unit::kPlain}},
    .parts = kSaliencyThresholds + 4,
    .combine = combine,
};

}  // namespace vitviz::eval
