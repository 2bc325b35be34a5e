// SPDX-License-Identifier: Apache-2.0
// Writes NumPy's .npz: a ZIP archive of .npy files, stored, as numpy.savez() does it.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace vitviz::numpy {

struct NpzArray {
  std::string name;            // as numpy.load() gives it: without ".npy"
  std::vector<std::byte> npy;  // encode_npy()'s bytes
};

// The same arrays give the same bytes, whenever they are written. Throws Error(kOutput) where libzip
// is missing.
// Requires: at least one array; no two of one name.
[[nodiscard]] std::vector<std::byte> encode_npz(std::span<const NpzArray> arrays);

}  // namespace vitviz::numpy
