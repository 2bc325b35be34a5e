// SPDX-License-Identifier: Apache-2.0
#include "model/class_readout.h"

#include <string>

#include <doctest/doctest.h>

namespace vitviz::model {
namespace {

// Two prefix tokens and two patches of width 2.
tensor::Matrix tokens() { return (tensor::Matrix(4, 2) << 1, 2, 10, 20, 3, 5, 5, 7).finished(); }

nn::Linear sum_of(int width, float bias) {
  return {tensor::Matrix::Ones(1, width), tensor::Vector::Constant(1, bias)};
}

ClassHead head_of(Pooled pooled) {
  ClassHead head;
  head.pooled = pooled;
  head.layer = sum_of(pooled == Pooled::kClsAndPatchMean ? 4 : 2, 0);
  head.classes = 1;
  return head;
}

// "mean 10, cls 3": each readout and what it says of the tokens.
std::string readings_of(const ClassHead& head, bool has_cls = true) {
  std::string text;
  for (const ClassReadout& readout : class_readouts(head, has_cls)) {
    const float logit = class_logits(head, readout, tokens(), /*prefix=*/2, std::nullopt)(0);
    text += (text.empty() ? "" : ", ") + std::string(readout.name) + " " +
            std::to_string(static_cast<int>(logit));
  }
  return text;
}

TEST_CASE("the readout of the training comes first, then what else the layer takes") {
  CHECK(readings_of(head_of(Pooled::kCls)) == "cls 3, mean 10");
  CHECK(readings_of(head_of(Pooled::kPatchMean)) == "mean 10, cls 3");
  CHECK(readings_of(head_of(Pooled::kRawPatchMean)) == "mean 10, cls 3");
  CHECK(readings_of(head_of(Pooled::kPatchMax)) == "max 12, cls 3, mean 10");
  CHECK(readings_of(head_of(Pooled::kPatchMeanAndMax)) == "avgmax 11, cls 3, mean 10");
  CHECK(readings_of(head_of(Pooled::kClsAndPatchMean)) == "cls+mean 13");
}

TEST_CASE("without CLS there is only the patches' mean") {
  CHECK(readings_of(head_of(Pooled::kPatchMean), /*has_cls=*/false) == "mean 10");
}

TEST_CASE("attention pooling makes other numbers of the tokens: its layer reads nothing else") {
  const auto readouts = class_readouts(head_of(Pooled::kAttention), /*has_cls=*/true);
  REQUIRE(readouts.size() == 1);
  CHECK(readouts[0].name == "pool");
}

TEST_CASE("a distilled head is read as the mean of two, and each by itself") {
  ClassHead head = head_of(Pooled::kCls);
  head.distilled = sum_of(2, 1);
  CHECK(readings_of(head) == "both heads 17, cls 3, distillation 31");
}

}  // namespace
}  // namespace vitviz::model
