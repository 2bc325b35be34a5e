// SPDX-License-Identifier: Apache-2.0
// Reads the reference arrays that the scripts in tests/reference made.
#pragma once

#include <filesystem>
#include <vector>

#include "io/checkpoint.h"
#include "tensor/shapes.h"

namespace vitviz::test {

struct Array {
  io::Shape shape;
  std::vector<float> values;  // row-major

  // All leading dimensions as rows, the last one as columns.
  [[nodiscard]] Eigen::Map<const tensor::Matrix> matrix() const;
};

// A little-endian, row-major float32 or uint8 .npy file (uint8 become floats). Throws
// std::runtime_error for anything else.
[[nodiscard]] Array read_npy(const std::filesystem::path& path);

// A file below tests/reference.
[[nodiscard]] std::filesystem::path reference(const std::filesystem::path& file);

// A file below assets.
[[nodiscard]] std::filesystem::path asset(const std::filesystem::path& file);

}  // namespace vitviz::test
