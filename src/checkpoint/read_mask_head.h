// SPDX-License-Identifier: Apache-2.0
// The tensors of a mask head → the mask head: "mask_head.weight" [1, D] or [D] and "mask_head.bias"
// [1], whichever family the network is of. One that vitviz cannot run is left out, as pictures do
// not need it.
#pragma once

#include <optional>
#include <string_view>

#include "checkpoint/tensor_reader.h"
#include "checkpoint/tensor_set.h"
#include "model/blueprint.h"
#include "model/weights.h"

namespace vitviz::checkpoint {

// Whether a tensor of this name is of a mask head, which no token passes on its way through the
// network.
[[nodiscard]] bool is_of_mask_head(std::string_view name);

// Adds to the blueprint's assumptions why a mask head is left out, where one is. `blueprint` says
// the width already.
void describe_mask_head(const TensorSet& tensors, model::Blueprint& blueprint);

// Nothing where there is no mask head, or one that is left out. What is wrong with its numbers is
// noted in the reader.
[[nodiscard]] std::optional<model::MaskHeadWeights> read_mask_head(
    TensorReader& reader, const model::Blueprint& blueprint);

}  // namespace vitviz::checkpoint
