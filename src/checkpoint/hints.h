// SPDX-License-Identifier: Apache-2.0
// What the user says because the checkpoint cannot tell.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "checkpoint/tensor_set.h"
#include "nn/precision.h"
#include "tensor/grid.h"

namespace vitviz::checkpoint {

// Each overrides what the file says.
struct Hints {
  std::optional<int> heads;
  std::optional<tensor::PerChannel> mean;
  std::optional<tensor::PerChannel> std;
  std::optional<tensor::PatchGrid> grid;  // that the position table has rows for
  std::vector<std::string> ignore;        // globs of tensors that have no part in the network
  std::optional<Branch> branch;           // otherwise the one its authors evaluate
  nn::Precision precision = nn::Precision::kF32;  // in which the network is computed
};

}  // namespace vitviz::checkpoint
