// SPDX-License-Identifier: Apache-2.0
// The tensors of a pooling head → the head. Maps need its query and keys alone, so that the rest
// may be missing: then it is drawn, and cannot be run.
#pragma once

#include <optional>

#include "checkpoint/tensor_reader.h"
#include "checkpoint/tensor_set.h"
#include "families/names.h"
#include "model/blueprint.h"
#include "model/pooling_head.h"

namespace vitviz::checkpoint {

// Whether there is a head that can be run, or why there is none. `blueprint` says the width and the
// family already.
void describe_pooling_head(const TensorSet& tensors, const families::Names& names,
                           model::Blueprint& blueprint);

// The head with its output where it can be run; or else, where there is no CLS to draw instead,
// its query and keys. What is wrong with what is read is noted in the reader.
[[nodiscard]] std::optional<model::PoolingHead> read_pooling_head(
    TensorReader& reader, const families::Names& names, const model::Blueprint& blueprint);

}  // namespace vitviz::checkpoint
