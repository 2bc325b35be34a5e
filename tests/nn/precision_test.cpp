// SPDX-License-Identifier: Apache-2.0
#include "nn/precision.h"

#include <doctest/doctest.h>

namespace vitviz::nn {
namespace {

TEST_CASE("the faster precision is one that the processor computes") {
  CHECK((faster_precision() == Precision::kF32 || computes_bf16()));
}

TEST_CASE("attention is never rounded in a model of floats") {
  CHECK(precision_of_attention(Precision::kF32) == Precision::kF32);
}

TEST_CASE("bf16 is the faster precision exactly where attention uses it") {
  CHECK(precision_of_attention(Precision::kBf16) == faster_precision());
}

}  // namespace
}  // namespace vitviz::nn
