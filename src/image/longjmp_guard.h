// SPDX-License-Identifier: Apache-2.0
// libjpeg and libpng report errors by longjmp, which C++ exceptions cannot cross.
#pragma once

#include <csetjmp>

namespace vitviz::image {

// Runs `call`, which calls a C library. Returns false when the library left it by
// longjmp(landing, 1).
//
// Requires: `call` holds no object with a destructor while it is inside the library, because a jump
// would skip it; what outlives the call is captured by reference.
template <typename Call>
[[nodiscard]] bool returned_normally(std::jmp_buf& landing, const Call& call) {
  if (setjmp(landing) != 0) return false;
  call();
  return true;
}

}  // namespace vitviz::image
