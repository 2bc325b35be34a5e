// SPDX-License-Identifier: Apache-2.0
// Tensors of a caller as the checkpoint that a file would be.
#pragma once

#include <span>
#include <string>

#include "io/checkpoint.h"
#include "vitviz/model.h"

namespace vitviz::library {

// The tensors must outlive it. Throws base::Error(kModel) for a type that nobody knows, a shape
// that does not fit the bytes, two tensors of one name, and settings that are no JSON.
[[nodiscard]] io::Checkpoint memory_checkpoint(std::span<const Tensor> tensors,
                                               const Settings& settings, const std::string& name);

}  // namespace vitviz::library
