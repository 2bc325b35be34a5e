// SPDX-License-Identifier: Apache-2.0
// GGUF, versions 2 and 3, as ggml's tools write it. All numbers are little-endian.
//
//   "GGUF", u32 version, u64 number of tensors T, u64 number of pairs K
//   K pairs:    text key, u32 kind, value      (a text is its u64 length and its bytes;
//                                               a list is u32 kind, u64 count, values)
//   T tensors:  text name, u32 number of dimensions, u64 dimensions, innermost first,
//               u32 type, u64 offset in the data
//   zeros up to the next multiple of general.alignment (32 where it is not given), then the data
//
// Format: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md
#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "io/checkpoint.h"

namespace vitviz::gguf {

// F32, F16, BF16, F64 and integer tensors as they are, Q8_0 unpacked to F32. Scalars, texts and
// short lists of numbers among the pairs become metadata; other lists and very long texts are
// passed over. Dimensions are given in the order of the other containers, outermost first. `bytes`
// outlive the result. Throws Error(kModel).
[[nodiscard]] io::Checkpoint parse_gguf(std::span<const std::byte> bytes, std::string name);

}  // namespace vitviz::gguf
