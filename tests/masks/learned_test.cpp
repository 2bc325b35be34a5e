// SPDX-License-Identifier: Apache-2.0
#include "masks/learned.h"

#include <limits>
#include <stdexcept>

#include <doctest/doctest.h>

#include "masks/method_table.h"

namespace vitviz::masks {
namespace {

const Method& learned() { return **base::value_named(all_methods(), "learned"); }

TEST_CASE("learned: a logit is the product of token and weight, plus the bias") {
  const tensor::Matrix tokens = (tensor::Matrix(3, 2) << 1, 2, 0.5F, 0, -1, 4).finished();
  const MaskHead head{(tensor::Vector(2) << 2, -1).finished(), 0.25F};
  CHECK(mask_logits(tokens, head) == std::vector<float>{0.25F, 1.25F, -5.75F});
}

TEST_CASE("learned: the object is where the sigmoid is above a half") {
  const std::vector<float> logits = {0.25F, 0.0F, -5.75F};
  CHECK(learned().patches(logits, {}) == std::vector<std::uint8_t>{1, 0, 0});
  const float threshold = learned().threshold(logits, {});
  CHECK(threshold > 0.0F);
  CHECK(threshold <= std::numeric_limits<float>::min());
}

TEST_CASE("learned: logits stay finite") {
  constexpr float kLargest = std::numeric_limits<float>::max();
  const MaskHead head{tensor::Vector::Constant(2, kLargest), 0};
  const tensor::Matrix tokens = (tensor::Matrix(2, 2) << 2, 2, -2, -2).finished();
  CHECK(mask_logits(tokens, head) == std::vector<float>{kLargest, -kLargest});
}

TEST_CASE("learned: a head of another width is a bug of the caller") {
  CHECK_THROWS_AS((void)mask_logits(tensor::Matrix::Ones(2, 3), {tensor::Vector::Ones(2), 0}),
                  std::logic_error);
}

}  // namespace
}  // namespace vitviz::masks
