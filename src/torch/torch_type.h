// SPDX-License-Identifier: Apache-2.0
// PyTorch's names of number formats: torch.HalfStorage and torch.float16 are both F16.
#pragma once

#include <optional>

#include "tensor/element_type.h"
#include "torch/pickle.h"

namespace vitviz::torch {

// Of a storage's class or a dtype; nothing for formats that ElementType does not have: complex
// numbers, quantised ones.
[[nodiscard]] std::optional<tensor::ElementType> torch_element_type(PickleClass name);

}  // namespace vitviz::torch
