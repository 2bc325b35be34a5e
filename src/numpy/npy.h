// SPDX-License-Identifier: Apache-2.0
// NumPy's .npy files: one array each, as numpy.load() reads it.
//
//   "\x93NUMPY" 1 0    magic and version
//   2 bytes            the header's length, little-endian; the data begin at a multiple of 64
//   header             "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }", spaces, \n
//   the rest           the numbers, row-major
//
// Format: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "io/checkpoint.h"

namespace vitviz::numpy {

// The bytes of a file of float32, uint8 ('|u1') or int64 ('<i8').
// Requires: values.size() is the product of `shape`.
[[nodiscard]] std::vector<std::byte> encode_npy(std::span<const float> values,
                                                const io::Shape& shape);
[[nodiscard]] std::vector<std::byte> encode_npy(std::span<const std::uint8_t> values,
                                                const io::Shape& shape);
[[nodiscard]] std::vector<std::byte> encode_npy(std::span<const std::int64_t> values,
                                                const io::Shape& shape);

// What stands before the numbers in a file of float32: for arrays that are written row by row. Of
// matrices it has the same size whatever their sides.
[[nodiscard]] std::vector<std::byte> npy_head(const io::Shape& shape);

}  // namespace vitviz::numpy
