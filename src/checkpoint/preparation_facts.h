// SPDX-License-Identifier: Apache-2.0
// What a checkpoint's files say about the preparation of photos.
#pragma once

#include "checkpoint/facts.h"
#include "checkpoint/metadata.h"

namespace vitviz::checkpoint {

// Fills in mean, std and filter. Whatever factor the pixels are scaled by, mean and std are those
// of value / 255. Throws Error(kModel) for a value that makes no sense.
void read_preparation(const Metadata& metadata, Facts& facts);

}  // namespace vitviz::checkpoint
