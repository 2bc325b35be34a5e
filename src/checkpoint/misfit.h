// SPDX-License-Identifier: Apache-2.0
// What to tell users whose checkpoint is a Vision Transformer's, but not all of it fits.
#pragma once

#include <string>
#include <string_view>

#include "checkpoint/tensor_set.h"

namespace vitviz::checkpoint {

enum class Misfit {
  kMissing,  // tensors of the family are
  kUnknown,  // tensors are there that the family does not have, and nothing else is wrong
  kOther,
};

// What they can do about it: read the file's other model, name all shards, get the file again,
// leave a tensor out.
[[nodiscard]] std::string misfit_hint(const TensorSet& tensors, Misfit misfit);

// Throws Error(kModel): "NAME: looks like FAMILY, but PROBLEM".
[[noreturn]] void refuse_as(std::string_view family, const TensorSet& tensors,
                            const std::string& problem, const std::string& hint);

}  // namespace vitviz::checkpoint
