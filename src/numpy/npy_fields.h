// SPDX-License-Identifier: Apache-2.0
// The three fields in the header of a .npy file, as they are written there: whoever reads them
// judges what they mean. The header is a Python dict:
//
//   {'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tensor/element_type.h"

namespace vitviz::numpy {

inline constexpr std::size_t kMaxNpyHeaderBytes = 1 << 16;  // NumPy itself reads 10 000
inline constexpr std::size_t kMaxNpyDimensions = 32;        // NumPy's own limit before version 2

struct NpyFields {
  // Nothing for arrays that are no tensors: texts, records, pickled objects, complex numbers. Then
  // the fields behind may not be read.
  std::optional<tensor::ElementType> type;
  std::string type_name;  // as it is written; empty for records
  bool is_big_endian = false;
  bool fortran_order = false;       // the first index varies fastest
  std::vector<std::int64_t> shape;  // none is negative
};

// Of the dict's text. Nothing where it is none, and `problem` says why.
[[nodiscard]] std::optional<NpyFields> parse_npy_fields(std::string_view text,
                                                        std::string& problem);

}  // namespace vitviz::numpy
