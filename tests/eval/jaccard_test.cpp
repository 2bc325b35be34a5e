// SPDX-License-Identifier: Apache-2.0
#include "eval/jaccard.h"

#include <doctest/doctest.h>

#include "eval/drawn.h"
#include "eval/results.h"

namespace vitviz::eval {
namespace {

using Masks = std::vector<std::vector<std::uint8_t>>;

TEST_CASE("jaccard: each object has its own best mask, of equal masks it is the first") {
  const TruthMask truth = test::drawn({"11..22", "11..22"});
  const Masks masks = {{1, 1, 1, 0, 0, 0, 1, 1, 1, 0, 0, 0},   // object 1 and two pixels more
                       {0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 1, 1},   // object 2
                       {1, 1, 1, 0, 0, 0, 1, 1, 1, 0, 0, 0}};  // as the first
  CHECK(best_overlaps(masks, truth) == std::vector<ObjectOverlap>{{1, 0, 4.0 / 6.0}, {2, 1, 1.0}});
}

TEST_CASE("jaccard: void is taken out of masks and objects, background is no object") {
  const TruthMask truth = test::drawn({"1?..", "1?.."});
  CHECK(best_overlaps(Masks{{1, 1, 0, 0, 1, 1, 0, 0}}, truth) ==
        std::vector<ObjectOverlap>{{1, 0, 1.0}});
  CHECK(best_overlaps(Masks{{1, 1, 0, 0, 1, 1, 0, 0}}, test::drawn({"?..?", "...."})).empty());
}

TEST_CASE("jaccard: all foreground has the object's share, an empty mask nothing") {
  const TruthMask truth = test::drawn({"5...", "5..."});
  CHECK(best_overlaps(Masks{std::vector<std::uint8_t>(8, 1)}, truth)[0].jaccard == 0.25);
  CHECK(best_overlaps(Masks{std::vector<std::uint8_t>(8, 0)}, truth)[0] ==
        ObjectOverlap{5, 0, 0.0});
}

TEST_CASE("jaccard: objects are averaged in a photo, then photos") {
  const std::vector<ObjectOverlap> two = {{1, 0, 0.5}, {2, 3, 1.0}};
  const std::vector<ObjectOverlap> one = {{1, 0, 0.25}};
  const std::vector<PhotoScore> photos = {photo_score("a", two), photo_score("b", one)};
  CHECK(photos[0].values == std::vector<double>{0.75, 2.0});
  CHECK(scores_of(kJaccard, photos) == std::vector<double>{0.5});
}

}  // namespace
}  // namespace vitviz::eval
