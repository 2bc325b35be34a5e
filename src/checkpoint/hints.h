// SPDX-License-Identifier: Apache-2.0
// What the user says because the checkpoint cannot tell.
#pragma once

#include <optional>

#include "checkpoint/tensor_set.h"
#include "nn/precision.h"
#include "tensor/grid.h"

namespace vitviz::checkpoint {

// Each overrides what the file says.
struct Hints {
  std::optional<int> heads;
  std::optional<tensor::PerChannel> mean;
  std::optional<tensor::PerChannel> std;
  Branch branch = Branch::kTeacher;
  nn::Precision precision = nn::Precision::kF32;  // in which the network is computed
};

}  // namespace vitviz::checkpoint
