// SPDX-License-Identifier: Apache-2.0
// Numbers with a shape, where they lie.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

namespace vitviz {

// Row-major. Copies share the numbers, which nobody changes and which stay as long as one of them.
struct Array {
  std::vector<std::size_t> shape;
  std::span<const float> values;           // as many as the product of `shape`
  std::shared_ptr<const void> owner = {};  // of the values
};

}  // namespace vitviz
