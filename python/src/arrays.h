// SPDX-License-Identifier: Apache-2.0
// NumPy arrays of the library's numbers, without a copy, and back.
#pragma once

#include <cstdint>
#include <memory>
#include <utility>

#include <nanobind/nanobind.h>
#include <nanobind/ndarray.h>
#include <vitviz/array.h>

namespace vitviz::python {

namespace nb = nanobind;

// What callers hand over: any object of the buffer protocol or DLPack, contiguous and on the CPU.
using Floats = nb::ndarray<const float, nb::c_contig, nb::device::cpu>;
using Bytes = nb::ndarray<const std::uint8_t, nb::c_contig, nb::device::cpu>;

using NumpyFloats = nb::ndarray<nb::numpy, const float>;
using NumpyBytes = nb::ndarray<nb::numpy, std::uint8_t>;

// Keeps `held` until the array is gone.
template <typename Held>
nb::capsule owner_of(Held held) {
  return nb::capsule(new Held(std::move(held)),
                     [](void* owner) noexcept { delete static_cast<Held*>(owner); });
}

// Read-only: the numbers are the analysis's own.
inline NumpyFloats to_numpy(Array array) {
  const float* values = array.values.data();
  const std::vector<std::size_t> shape = array.shape;
  return {values, shape.size(), shape.data(), owner_of(std::move(array.owner))};
}

// Of [height, width] pixels, or [height, width, channels].
inline NumpyBytes to_numpy(std::vector<std::uint8_t> bytes,
                           std::initializer_list<std::size_t> shape) {
  auto held = std::make_shared<std::vector<std::uint8_t>>(std::move(bytes));
  std::uint8_t* values = held->data();
  return {values, shape, owner_of(std::move(held))};
}

}  // namespace vitviz::python
