// SPDX-License-Identifier: Apache-2.0
// Where each photo stands among all of a call, as every shard counts them.
#pragma once

#include <cstddef>
#include <vector>

#include "inputs/find_photos.h"

namespace vitviz::inputs {

// A number for each input, rising from 0. Behind an archive numbers are left out: one that is not
// listed takes as many as it could have members, so that all shards count alike. Without archives
// they are 0, 1, 2, …
[[nodiscard]] std::vector<std::size_t> places_of(const std::vector<Input>& inputs);

}  // namespace vitviz::inputs
