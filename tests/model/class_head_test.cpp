// SPDX-License-Identifier: Apache-2.0
#include "model/class_head.h"

#include <doctest/doctest.h>

#include "checkpoint/load.h"
#include "model/capture.h"
#include "support/matrix_near.h"

namespace vitviz::model {
namespace {

constexpr double kLogitTolerance = 1e-4;  // the promise; libraries differ by 6e-6

// Two prefix tokens and two patches of width 2.
tensor::Matrix tokens() { return (tensor::Matrix(4, 2) << 1, 2, 10, 20, 3, 5, 5, 7).finished(); }

nn::Linear sum_of(int width, float bias) {
  return {tensor::Matrix::Ones(1, width), tensor::Vector::Constant(1, bias)};
}

tensor::Vector logits_of(const ClassHead& head) {
  return head.logits(head.features(tokens(), /*prefix=*/2, std::nullopt), tokens());
}

ClassHead head_of(Pooled pooled, int width) {
  ClassHead head;
  head.pooled = pooled;
  head.layer = sum_of(width, 0);
  head.classes = 1;
  return head;
}

TEST_CASE("a classifier reads CLS, the patches' mean, or both") {
  CHECK(logits_of(head_of(Pooled::kCls, 2))(0) == 3);
  CHECK(logits_of(head_of(Pooled::kPatchMean, 2))(0) == 4 + 6);
  CHECK(logits_of(head_of(Pooled::kClsAndPatchMean, 4))(0) == 3 + 10);
}

TEST_CASE("what is pooled is normalised where the head has a norm") {
  ClassHead head = head_of(Pooled::kPatchMean, 2);
  head.norm = nn::LayerNorm{tensor::Vector::Ones(2), tensor::Vector::Constant(2, 8), 0};
  CHECK(logits_of(head)(0) == 16);  // [4, 6] becomes [−1, 1], plus 8 each
}

TEST_CASE("DeiT's logits are the mean of two classifiers") {
  ClassHead head = head_of(Pooled::kCls, 2);
  head.distilled = sum_of(2, 1);
  CHECK(logits_of(head)(0) == (3 + 31) / 2);
}

TEST_CASE("the logits are the reference's: fixture s4") {
  const VisionTransformer model =
      checkpoint::load_model(test::reference("s4_timm_augreg/model.safetensors"), {});
  CHECK(model.blueprint().classes == 10);
  base::ThreadPool threads(2);
  for (const std::string name : {"in0", "in1", "in2"}) {
    CAPTURE(name);
    const auto array = [&](const std::string& what) {
      return test::read_npy(test::reference("s4_timm_augreg/" + name + "." + what + ".npy"));
    };
    const test::Array input = array("input");
    const Result result = model.forward(test::cut_patches(input, 16), test::grid_of(input, 16),
                                        {Goal::kTokens}, threads);
    test::check_near(result.logits, array("logits").matrix(), kLogitTolerance);
    const Result attention =
        model.forward(test::cut_patches(input, 16), test::grid_of(input, 16), {}, threads);
    CHECK(attention.logits.size() == 0);
  }
}

}  // namespace
}  // namespace vitviz::model
