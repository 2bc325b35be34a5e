// SPDX-License-Identifier: Apache-2.0
// The border of the library: whatever is thrown inside leaves it as vitviz::Error.
#pragma once

#include <type_traits>

#include "vitviz/error.h"

namespace vitviz::library {

// The exception being handled. Requires: called inside a catch block.
[[nodiscard]] Error current_error();

template <typename Work>
std::invoke_result_t<Work> translated(const Work& work) {
  try {
    return work();
  } catch (...) {
    throw current_error();
  }
}

}  // namespace vitviz::library
