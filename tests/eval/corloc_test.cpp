// SPDX-License-Identifier: Apache-2.0
#include "eval/corloc.h"

#include <doctest/doctest.h>

#include "eval/results.h"

namespace vitviz::eval {
namespace {

TEST_CASE("IoU of boxes: equal, apart, touching, inside, without area") {
  const Box box{10, 10, 30, 20};
  CHECK(box_iou(box, box) == 1.0);
  CHECK(box_iou(box, {40, 10, 50, 20}) == 0.0);
  CHECK(box_iou(box, {30, 10, 50, 20}) == 0.0);
  CHECK(box_iou(box, {10, 10, 20, 20}) == 0.5);
  CHECK(box_iou(box, {20, 10, 40, 20}) == doctest::Approx(1.0 / 3.0));
  CHECK(box_iou({5, 5, 5, 9}, {5, 5, 5, 9}) == 0.0);
}

TEST_CASE("corloc: a box is right above 0.5 with any true box, not at 0.5") {
  const std::vector<TrueBox> truth = {{{100, 100, 110, 110}}, {{0, 0, 20, 10}}};
  CHECK_FALSE(score_corloc(Box{0, 0, 10, 10}, truth, HardBoxes::kCount)->is_found());
  const auto found = score_corloc(Box{0, 0, 11, 10}, truth, HardBoxes::kCount);
  CHECK(found->is_found());
  CHECK(found->best_iou == doctest::Approx(0.55));
  CHECK(found->boxes == 2);
}

TEST_CASE("corloc: hard boxes count or are none, a photo without any box does not count") {
  const std::vector<TrueBox> truth = {{{0, 0, 10, 10}, true}};
  CHECK(score_corloc(Box{0, 0, 10, 10}, truth, HardBoxes::kCount)->is_found());
  CHECK_FALSE(score_corloc(Box{0, 0, 10, 10}, truth, HardBoxes::kDrop));
  CHECK_FALSE(score_corloc(Box{0, 0, 10, 10}, {}, HardBoxes::kCount));
}

TEST_CASE("corloc: without a predicted box the object is missed") {
  const std::vector<TrueBox> truth = {{{0, 0, 10, 10}}};
  const auto score = score_corloc(std::nullopt, truth, HardBoxes::kCount);
  REQUIRE(score);
  CHECK_FALSE(score->is_found());
  const std::vector<PhotoScore> photos = {
      photo_score("a", *score),
      photo_score("b", *score_corloc(Box{0, 0, 10, 8}, truth, HardBoxes::kCount))};
  CHECK(photos[1].values == std::vector<double>{1.0, 0.8, 1.0});
  CHECK(scores_of(kCorloc, photos) == std::vector<double>{0.5, 0.4});
}

}  // namespace
}  // namespace vitviz::eval
