// SPDX-License-Identifier: Apache-2.0
// Where each photo stands among all of a call, as every shard counts them.
#pragma once

#include <cstddef>
#include <vector>

#include "inputs/find_photos.h"

namespace vitviz::inputs {

struct Places {
  std::vector<std::size_t> of_inputs;  // rising from 0
  std::size_t end = 0;                 // all are below, in whichever shard
};

// Behind an archive places are left out: it takes as many as it could have members, listed or not,
// so that all shards count alike. Without archives they are 0, 1, 2, …
[[nodiscard]] Places places_of(const std::vector<Input>& inputs);

}  // namespace vitviz::inputs
