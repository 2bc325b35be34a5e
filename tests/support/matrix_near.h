// SPDX-License-Identifier: Apache-2.0
// Comparing arrays in a way that says where they differ.
#pragma once

#include <span>
#include <string>

#include "tensor/shapes.h"

namespace vitviz::test {

// The largest |got − want| and where it is.
struct Difference {
  double largest = 0;
  std::string message;  // shapes if they differ, else position and both values
};

[[nodiscard]] Difference compare(tensor::ConstMatrixRef got, tensor::ConstMatrixRef want);

// Fails the test case with the worst element when a difference exceeds `tolerance` or the shapes
// differ. NaN is never near anything.
void check_near(tensor::ConstMatrixRef got, tensor::ConstMatrixRef want, double tolerance);
void check_near(std::span<const float> got, std::span<const float> want, double tolerance);

}  // namespace vitviz::test
