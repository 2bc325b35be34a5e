// SPDX-License-Identifier: Apache-2.0
// What a .npy file says of its array, read without trusting it. io/npy.h shows the format; versions
// 2 and 3 have a header length of 4 bytes.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

#include "io/checkpoint.h"
#include "numpy/npy_fields.h"
#include "tensor/element_type.h"

namespace vitviz::numpy {

struct NpyHeader {
  // Nothing for arrays that are no tensors: texts, records, pickled objects, complex numbers.
  std::optional<tensor::ElementType> type;
  bool fortran_order = false;  // the first index varies fastest
  io::Shape shape;
  std::size_t data_begin = 0;  // in bytes from the start of the file
};

// `array` stands for the array in messages, `file` for the archive it is in.
// Throws Error(kModel) for other bytes, and for big-endian numbers.
[[nodiscard]] NpyHeader parse_npy_header(std::span<const std::byte> bytes, std::string_view array,
                                         std::string_view file);

}  // namespace vitviz::numpy
