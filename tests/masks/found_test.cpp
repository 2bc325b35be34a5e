// SPDX-License-Identifier: Apache-2.0
#include "masks/found.h"

#include <limits>
#include <stdexcept>

#include <doctest/doctest.h>

#include "reference_photos.h"

namespace vitviz::masks {
namespace {

using Mask = std::vector<std::uint8_t>;

TEST_CASE("found: what is unlike the least attended patch is the object") {
  const tensor::Matrix keys = (tensor::Matrix(4, 2) << 1, 0, 0, 1, -1, 0, 2, 0.5F).finished();
  const tensor::Matrix attention = (tensor::Matrix(1, 4) << 0.1F, 0.4F, 0.4F, 0.1F).finished();
  // The seed is patch 0; the cosines are 1, 0, −1 and 0.97.
  CHECK(found_mask(keys, attention) == Mask{0, 1, 1, 0});
  CHECK(found_mask(keys, attention, {.background = 0.98}) == Mask{0, 1, 1, 1});
  CHECK(found_mask(keys, attention, {.background = -0.5}) == Mask{0, 0, 1, 0});
}

TEST_CASE("found: a head that looks at little counts more than one that looks at much") {
  // Head 0 is above the mean of 0.25 at three of four patches, head 1 at one: weights log(4/3) and
  // log 4. Patch 3 is the seed in spite of head 0. Patch 2 is like it for head 1 alone, and that
  // decides; patch 1 is like it for head 0 alone.
  const tensor::Matrix attention =
      (tensor::Matrix(2, 4) << 0.3F, 0.3F, 0.1F, 0.3F, 0.1F, 0.8F, 0.1F, 0.0F).finished();
  const tensor::Matrix keys = (tensor::Matrix(4, 2) << 1, -1, 1, -1, -1, 1, 1, 1).finished();
  CHECK(found_mask(keys, attention) == Mask{1, 1, 0, 0});
}

TEST_CASE("found: of equally attended patches the first is the seed") {
  const tensor::Matrix keys = (tensor::Matrix(3, 1) << 1, -1, 1).finished();
  CHECK(found_mask(keys, tensor::Matrix::Constant(1, 3, 0.25F)) == Mask{0, 1, 0});
  CHECK(found_mask(-keys, tensor::Matrix::Constant(1, 3, 0.25F)) == Mask{0, 1, 0});
}

TEST_CASE("found: photos with nothing to tell apart have no object") {
  const tensor::Matrix attention = tensor::Matrix::Constant(2, 6, 0.1F);
  CHECK(found_mask(tensor::Matrix::Constant(6, 4, 0.5F), attention) == Mask(6, 0));
  CHECK(found_mask(tensor::Matrix::Zero(6, 4), attention) == Mask(6, 0));
  CHECK(found_mask(tensor::Matrix::Ones(1, 4), tensor::Matrix::Ones(2, 1)) == Mask{0});
}

TEST_CASE("found: patches without keys are background") {
  const tensor::Matrix keys = (tensor::Matrix(3, 1) << 1, 0, -1).finished();
  CHECK(found_mask(keys, tensor::Matrix::Constant(1, 3, 0.25F)) == Mask{0, 0, 1});
}

TEST_CASE("found: broken promises are bugs of the caller") {
  const tensor::Matrix attention = tensor::Matrix::Constant(2, 3, 0.1F);
  CHECK_THROWS_AS((void)found_mask(tensor::Matrix::Ones(3, 5), attention), std::logic_error);
  CHECK_THROWS_AS((void)found_mask(tensor::Matrix::Ones(4, 4), attention), std::logic_error);
  tensor::Matrix broken = tensor::Matrix::Ones(3, 4);
  broken(1, 1) = std::numeric_limits<float>::quiet_NaN();
  CHECK_THROWS_AS((void)found_mask(broken, attention), std::logic_error);
}

TEST_CASE("found: the masks that numpy computes") {
  for (const ReferencePhoto& photo : reference_photos()) {
    CAPTURE(photo.name);
    CHECK(found_mask(photo.features, photo.attention) == reference_mask(photo.name, Row::kFound));
  }
}

}  // namespace
}  // namespace vitviz::masks
