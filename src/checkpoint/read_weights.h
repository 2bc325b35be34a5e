// SPDX-License-Identifier: Apache-2.0
// The tensors that a blueprint asks for → weights, by a family's table of names.
#pragma once

#include <stop_token>

#include "checkpoint/tensor_reader.h"
#include "checkpoint/tensor_set.h"
#include "families/family.h"
#include "model/blueprint.h"
#include "model/weights.h"

namespace vitviz::checkpoint {

// Adds to blueprint.ignored what has no part in the forward pass. Throws Error(kModel) that lists
// all missing and misshaped tensors, and those a forward pass must not leave out. With
// Values::kLeftAlone the result is only good for that. Throws Stopped between two blocks.
[[nodiscard]] model::Weights read_weights(const TensorSet& tensors, const families::Family& family,
                                          model::Blueprint& blueprint,
                                          Values values = Values::kRead, int threads = 1,
                                          const std::stop_token& stop = {});

}  // namespace vitviz::checkpoint
