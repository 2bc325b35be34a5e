// SPDX-License-Identifier: Apache-2.0
// Where an object is, in numbers.
#pragma once

#include "base/thread_pool.h"
#include "field/region.h"
#include "masks/object_shape.h"

namespace vitviz::objects {

// The smallest box that holds all pixels of the region, and how many they are: area 0 and an empty
// box where there are none.
[[nodiscard]] masks::ObjectPart box_of(const field::Region& region, base::ThreadPool& threads);

[[nodiscard]] bool is_empty(const field::Region& region);

}  // namespace vitviz::objects
