// SPDX-License-Identifier: Apache-2.0
// What to tell users whose checkpoint is a Vision Transformer's, but not all of it fits.
#pragma once

#include <string>

#include "checkpoint/tensor_set.h"

namespace vitviz::checkpoint {

// What they can do about it: read the file's other model, name all shards, get the file again.
[[nodiscard]] std::string misfit_hint(const TensorSet& tensors);

}  // namespace vitviz::checkpoint
