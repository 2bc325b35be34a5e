// SPDX-License-Identifier: Apache-2.0
#include "eval/segments.h"

#include <random>

#include <doctest/doctest.h>

#include "eval/average_precision.h"
#include "eval/drawn.h"
#include "eval/results.h"

namespace vitviz::eval {
namespace {

using test::map_of;
using test::mask_of;
using test::rectangle;

SegmentScores score_mask(const TruthMask& predicted, const TruthMask& truth) {
  return score_segments(map_of(predicted), mask_of(predicted), truth);
}

TEST_CASE("segments: all foreground has the object's share, and none of the background") {
  const TruthMask truth = rectangle({10, 10}, 0, 0, 5, 8);  // 40 %
  const auto photo = photo_score("a", score_mask(rectangle({10, 10}, 0, 0, 10, 10), truth));
  CHECK(photo.values[0] == doctest::Approx(0.4));
  CHECK(photo.values[1] == doctest::Approx(0.2));
  // Of both questions about each pixel, the answers 1 are right in 40 of 100, the answers 0 (that
  // make up the rest of what is to be found) in 60 of 100: P is 0.4 and then 0.5.
  CHECK(photo.values[2] == doctest::Approx(0.4 * 0.4 + 0.6 * 0.5));
}

TEST_CASE("segments: pixels are summed over photos before they are divided") {
  const TruthMask small = rectangle({2, 2}, 0, 0, 1, 2);
  const TruthMask large = rectangle({10, 10}, 0, 0, 5, 10);
  const std::vector<PhotoScore> photos = {
      photo_score("right", score_mask(large, large)),
      photo_score("wrong", score_mask(rectangle({2, 2}, 1, 0, 2, 2), small))};
  const std::vector<double> scores = scores_of(kSegments, photos);
  CHECK(scores[0] == doctest::Approx(100.0 / 104.0));
  CHECK(scores[1] == doctest::Approx(50.0 / 54.0));
  // Every answer of the small photo is wrong; what is right comes last, at half of all.
  CHECK(scores[2] == doctest::Approx((1.0 + 0.5) / 2.0));
}

TEST_CASE("segments: a class that occurs nowhere is right") {
  const TruthMask nothing = rectangle({4, 4}, 0, 0, 0, 0);
  CHECK(photo_score("a", score_mask(nothing, nothing)).values ==
        std::vector<double>{1.0, 1.0, 1.0});
}

TEST_CASE("segments: void pixels count nowhere") {
  const TruthMask truth = test::drawn({"11?.", "??.."});
  const std::vector<std::uint8_t> mask = {1, 1, 1, 0, 0, 1, 0, 0};
  const std::vector<float> map = {0.9F, 0.8F, 1.0F, 0.1F, 0.0F, 1.0F, 0.1F, 0.2F};
  const SegmentScores scores = score_segments(map, mask, truth);
  CHECK(scores.pixels == 5.0);
  CHECK(photo_score("a", scores).values == std::vector<double>{1.0, 1.0, 1.0});
}

TEST_CASE("average precision: equal answers have no order") {
  const TruthMask truth = rectangle({8, 4}, 0, 0, 2, 4);
  CHECK(average_precision(std::vector<float>(32, 0.5F), truth) == doctest::Approx(0.5));
}

TEST_CASE("average precision of chance is one half") {
  std::mt19937 random(3);
  const TruthMask truth = rectangle({200, 200}, 0, 0, 60, 200);
  std::vector<float> map(40'000);
  for (float& value : map) value = static_cast<float>(random()) / 4294967296.0F;
  // 80 000 answers, half of them right: the standard deviation of AP is about 0.002.
  CHECK(std::abs(average_precision(map, truth) - 0.5) < 0.01);
}

TEST_CASE("what is above the mean, nothing of an even map is") {
  CHECK(above_mean(std::vector<float>{0.0F, 0.5F, 1.0F}) == std::vector<std::uint8_t>{0, 0, 1});
  CHECK(above_mean(std::vector<float>(5, 0.3F)) == std::vector<std::uint8_t>(5, 0));
}

}  // namespace
}  // namespace vitviz::eval
