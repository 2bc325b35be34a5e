// SPDX-License-Identifier: Apache-2.0
// What --raw writes: a photo's numbers as NumPy reads them.
#pragma once

#include <cstddef>
#include <vector>

#include "cli/network_output.h"
#include "io/checkpoint.h"
#include "tensor/shapes.h"

namespace vitviz::cli {

struct ArrayInput {
  const DrawJob& job;
  const PhotoInput& photo;
  const NetworkOutput& output;
  const std::vector<tensor::Matrix>& maps;  // of each query (photo_maps.h)
};

struct EncodedArray {
  io::Shape shape;  // empty for an .npz
  std::vector<std::byte> bytes;
};

// Maps, masks and attention are [B, H', rows, cols], with --query [queries, B, H', rows, cols];
// masks are uint8, 1 for each patch that the mass rule keeps (masks/mass_mask.h), all else is
// float32. An .npz has all of a photo's arrays and, as int64, its geometry.
[[nodiscard]] EncodedArray encode_array(RawArray array, const ArrayInput& input);

}  // namespace vitviz::cli
