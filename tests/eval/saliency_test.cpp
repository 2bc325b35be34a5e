// SPDX-License-Identifier: Apache-2.0
#include "eval/saliency.h"

#include <algorithm>

#include <doctest/doctest.h>

#include "eval/drawn.h"
#include "eval/results.h"

namespace vitviz::eval {
namespace {

using test::map_of;
using test::rectangle;

double f_beta(double precision, double recall) {
  return 1.3 * precision * recall / (0.3 * precision + recall);
}

doctest::Approx near(double value) { return doctest::Approx(value).epsilon(1e-9); }

TEST_CASE("saliency: the truth itself is perfect at every threshold") {
  const TruthMask truth = rectangle({12, 10}, 2, 3, 8, 9);
  const SaliencyScores scores = score_saliency(map_of(truth), truth);
  for (const double f : scores.f_curve) CHECK(f == near(1.0));
  CHECK(scores.iou == 1.0);
  CHECK(scores.accuracy == 1.0);
  CHECK(scores.mae == 0.0);
}

TEST_CASE("saliency: all foreground scores as the object's share of the photo says") {
  const TruthMask truth = rectangle({10, 10}, 0, 0, 5, 4);  // a fifth
  const std::vector<float> map(100, 1.0F);
  const SaliencyScores scores = score_saliency(map, truth);
  for (const double f : scores.f_curve) CHECK(f == near(f_beta(0.2, 1.0)));
  CHECK(scores.iou == near(0.2));
  CHECK(scores.accuracy == near(0.2));
  CHECK(scores.mae == near(0.8));
}

TEST_CASE("saliency: an empty map finds nothing, and is right about an empty truth") {
  const std::vector<float> map(100, 0.0F);
  const SaliencyScores missed = score_saliency(map, rectangle({10, 10}, 0, 0, 5, 4));
  CHECK(*std::max_element(missed.f_curve.begin(), missed.f_curve.end()) == 0.0);
  CHECK(missed.iou == 0.0);
  CHECK(missed.accuracy == near(0.8));
  CHECK(missed.mae == near(0.2));
  const SaliencyScores nothing = score_saliency(map, rectangle({10, 10}, 0, 0, 0, 0));
  CHECK(nothing.f_curve[0] == near(1.0));
  CHECK(nothing.iou == 1.0);
}

TEST_CASE("saliency: a square that is shifted by a third overlaps by a half") {
  const TruthMask truth = rectangle({20, 20}, 3, 3, 12, 12);
  const SaliencyScores scores = score_saliency(map_of(rectangle({20, 20}, 6, 3, 15, 12)), truth);
  CHECK(scores.iou == near(0.5));  // 6 of 12 columns
  CHECK(scores.f_curve[100] == near(f_beta(2.0 / 3.0, 2.0 / 3.0)));
  CHECK(scores.accuracy == near(1.0 - 54.0 / 400.0));
}

TEST_CASE("saliency: a value is above the thresholds below it, and not above its own") {
  const TruthMask truth = rectangle({2, 1}, 0, 0, 1, 1);
  for (int level = 0; level <= 255; ++level) {
    const std::vector<float> map = {static_cast<float>(level) / 255.0F, 0.0F};
    const SaliencyScores scores = score_saliency(map, truth);
    const auto found = std::count_if(scores.f_curve.begin(), scores.f_curve.end(),
                                     [](double f) { return f > 0.0; });
    CHECK(found == level);
  }
}

TEST_CASE("saliency: what is 0.5 exactly is outside") {
  const SaliencyScores scores =
      score_saliency(std::vector<float>{0.5F, 0.75F}, rectangle({2, 1}, 0, 0, 2, 1));
  CHECK(scores.iou == 0.5);
  CHECK(scores.accuracy == 0.5);
}

TEST_CASE("saliency: void pixels count nowhere") {
  const TruthMask truth = test::drawn({"11..", "1?.?"});
  const std::vector<float> right = {1, 1, 0, 0, 1, 1, 0, 0};
  const SaliencyScores scores = score_saliency(right, truth);
  CHECK(scores.iou == 1.0);
  CHECK(scores.accuracy == 1.0);
  CHECK(scores.mae == 0.0);
  CHECK(scores.f_curve[0] == near(1.0));
}

TEST_CASE("saliency: of the data set's F, the curve is averaged before its maximum is taken") {
  // One map finds its object above 0.6 alone, the other below 0.4 alone.
  const TruthMask truth = rectangle({2, 1}, 0, 0, 1, 1);
  const auto high = photo_score("a", score_saliency(std::vector<float>{1.0F, 0.6F}, truth));
  const auto low = photo_score("b", score_saliency(std::vector<float>{0.4F, 0.0F}, truth));
  CHECK(high.values[0] == near(1.0));
  CHECK(low.values[0] == near(1.0));
  const std::vector<PhotoScore> photos = {high, low};
  const double both_below = (f_beta(0.5, 1.0) + 1.0) / 2.0;
  CHECK(scores_of(kSaliency, photos)[0] == near(both_below));
}

}  // namespace
}  // namespace vitviz::eval
