// SPDX-License-Identifier: Apache-2.0
#include "model/check_finite.h"

#include <limits>
#include <string>

#include <doctest/doctest.h>

#include "support/random_matrix.h"
#include "support/thrown_error.h"

namespace vitviz::model {
namespace {

std::string refusal_of(tensor::ConstMatrixRef values) {
  Blueprint blueprint;
  blueprint.name = "a\nmodel";
  const auto error = test::error_of([&] { check_finite(values, "the keys", 7, blueprint); });
  if (!error) return "";
  CHECK(error->code() == base::ErrorCode::kModel);
  return error->what();
}

constexpr const char* kRefusal = "a\\nmodel: the keys of block 7 hold numbers that are not finite";

TEST_CASE("a number that is not finite is found wherever it is") {
  using Limits = std::numeric_limits<float>;
  const tensor::Matrix sound = test::random_matrix(5, 37, 1);
  CHECK(refusal_of(sound) == "");
  for (const float bad : {Limits::quiet_NaN(), Limits::infinity(), -Limits::infinity()}) {
    for (Eigen::Index i = 0; i < sound.size(); ++i) {
      tensor::Matrix values = sound;
      values.data()[i] = bad;
      CAPTURE(i);
      CHECK(refusal_of(values) == kRefusal);
    }
  }
}

TEST_CASE("the largest and the smallest finite numbers are sound, and so is nothing at all") {
  using Limits = std::numeric_limits<float>;
  tensor::Matrix values(1, 5);
  values << Limits::max(), Limits::lowest(), Limits::denorm_min(), -0.0F, Limits::min();
  CHECK(refusal_of(values) == "");
  CHECK(refusal_of(tensor::Matrix(0, 4)) == "");
}

TEST_CASE("only the part that is handed in is looked at") {
  tensor::Matrix wide = test::random_matrix(4, 10, 2);
  wide.col(9).setConstant(std::numeric_limits<float>::quiet_NaN());
  CHECK(refusal_of(wide.leftCols(9)) == "");
  CHECK(refusal_of(wide.rightCols(1)) == kRefusal);
}

}  // namespace
}  // namespace vitviz::model
