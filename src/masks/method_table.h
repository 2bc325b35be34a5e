// SPDX-License-Identifier: Apache-2.0
// All methods by name, as lists show them.
#pragma once

#include <span>

#include "base/named.h"
#include "masks/method.h"

namespace vitviz::masks {

[[nodiscard]] std::span<const base::Named<const Method*>> all_methods();

// DINO's rule, which needs nothing but a map.
[[nodiscard]] const Method& mass_method();

// The model's own mask head.
[[nodiscard]] const Method& learned_method();

}  // namespace vitviz::masks
