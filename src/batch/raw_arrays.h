// SPDX-License-Identifier: Apache-2.0
// The arrays that can be written: a photo's numbers as NumPy reads them.
#pragma once

#include <cstddef>
#include <vector>

#include "analysis/analyse.h"
#include "base/thread_pool.h"
#include "batch/output_options.h"
#include "io/checkpoint.h"
#include "model/blueprint.h"

namespace vitviz::batch {

// Throws Error(kArgument) when logits are wanted of a model that has none.
void check_arrays(const std::vector<RawArray>& arrays, const model::Blueprint& blueprint);

struct ArrayInput {
  const analysis::Inquiry& inquiry;
  const analysis::Analysis& analysis;
  base::ThreadPool& threads;
};

struct EncodedArray {
  io::Shape shape;  // empty for an .npz
  std::vector<std::byte> bytes;
};

// Maps, masks and attention are [B, H', rows, cols], with queries [queries, B, H', rows, cols];
// masks are uint8, 1 for each patch of an object by the inquiry's mask rule, all else is float32.
// An .npz has all of a photo's arrays and, as int64, its geometry.
[[nodiscard]] EncodedArray encode_array(RawArray array, const ArrayInput& input);

}  // namespace vitviz::batch
