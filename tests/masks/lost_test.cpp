// SPDX-License-Identifier: Apache-2.0
#include "masks/lost.h"

#include <limits>
#include <stdexcept>

#include <doctest/doctest.h>

#include "reference_photos.h"

namespace vitviz::masks {
namespace {

using Mask = std::vector<std::uint8_t>;

Mask lost(const tensor::Matrix& features, tensor::PatchGrid grid, int candidates = 100) {
  base::ThreadPool threads(2);
  return lost_mask(features, grid, {.candidates = candidates}, threads);
}

TEST_CASE("lost: the seed is what is like the fewest, and takes its kin along") {
  // Patches 0 and 1 are the object, 2 … 6 the background.
  tensor::Matrix features(7, 2);
  features << 1, -1, 1, -2, -1, 1, -1, 1, -1, 1, -1, 2, -1, 3;
  CHECK(lost(features, {1, 7}) == Mask{1, 1, 0, 0, 0, 0, 0});
}

TEST_CASE("lost: what does not hang together with the seed is not its object") {
  tensor::Matrix features(7, 1);
  features << 1, -1, 1, -1, -1, -1, -1;
  CHECK(lost(features, {1, 7}) == Mask{1, 0, 0, 0, 0, 0, 0});
}

TEST_CASE("lost: only candidates can be kin") {
  // Degrees: patch 0 is like 1 alone, 1 like 0 and 2, 2 like 1, 3 and 4, 3 and 4 like 2 and each
  // other. With one candidate the sum is patch 0's, with two also 1's, which brings in 2.
  tensor::Matrix features(5, 3);
  features << 1, 0, 0, 1, 1, 0, -1, 3, 1, -1, -1, 9, -1, -1, 9;
  CHECK(lost(features, {1, 5}, /*candidates=*/1) == Mask{1, 1, 0, 0, 0});
  CHECK(lost(features, {1, 5}, /*candidates=*/2) == Mask{1, 1, 1, 0, 0});
}

TEST_CASE("lost: degenerate photos") {
  CHECK(lost(tensor::Matrix::Ones(6, 3), {2, 3}) == Mask(6, 1));  // all is like the seed
  CHECK(lost(tensor::Matrix::Zero(6, 3), {2, 3}) == Mask(6, 0));
  CHECK(lost(tensor::Matrix::Ones(1, 3), {1, 1}) == Mask{1});
  tensor::Matrix one_empty = tensor::Matrix::Ones(3, 1);
  one_empty(0) = 0;
  CHECK(lost(one_empty, {1, 3}) == Mask{0, 1, 1});
}

TEST_CASE("lost: features of any size neither overflow nor vanish") {
  const ReferencePhoto photo = reference_photo("tulips");
  const Mask want = lost(photo.features, photo.grid);
  CHECK(lost(1e-30F * photo.features, photo.grid) == want);
  CHECK(lost(1e30F * photo.features, photo.grid) == want);
}

TEST_CASE("lost: broken promises are bugs of the caller") {
  CHECK_THROWS_AS((void)lost(tensor::Matrix::Ones(6, 3), {2, 2}), std::logic_error);
  CHECK_THROWS_AS(
      (void)lost(tensor::Matrix::Constant(1, 1, std::numeric_limits<float>::infinity()), {1, 1}),
      std::logic_error);
}

TEST_CASE("lost: the masks that numpy computes") {
  for (const ReferencePhoto& photo : reference_photos()) {
    CAPTURE(photo.name);
    CHECK(lost(photo.features, photo.grid) == reference_mask(photo.name, Row::kLost));
  }
}

}  // namespace
}  // namespace vitviz::masks
