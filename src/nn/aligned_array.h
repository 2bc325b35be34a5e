// SPDX-License-Identifier: Apache-2.0
// Memory that begins with a cache line and with a vector of any width.
#pragma once

#include <cstddef>
#include <memory>
#include <new>
#include <type_traits>

namespace vitviz::nn {

// Two cache lines, which processors fetch together: what one thread writes shares none with
// another's.
constexpr std::align_val_t kArrayAlignment{128};

struct FreeAligned {
  void operator()(void* memory) const { ::operator delete[](memory, kArrayAlignment); }
};

template <typename Number>
using AlignedArray = std::unique_ptr<Number[], FreeAligned>;

// `count` numbers that nothing has been written to. Throws std::bad_alloc.
template <typename Number>
[[nodiscard]] AlignedArray<Number> allocate_aligned(std::size_t count) {
  static_assert(std::is_trivial_v<Number>);
  if (count > std::size_t(-1) / sizeof(Number)) throw std::bad_array_new_length();
  return AlignedArray<Number>(
      static_cast<Number*>(::operator new[](count * sizeof(Number), kArrayAlignment)));
}

}  // namespace vitviz::nn
