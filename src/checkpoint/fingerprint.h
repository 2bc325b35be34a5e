// SPDX-License-Identifier: Apache-2.0
// Which model this is, whatever its file is called and wherever it lies.
#pragma once

#include <string>

#include "io/checkpoint.h"

namespace vitviz::checkpoint {

// 32 hexadecimal digits, of the names and shapes of all tensors, of some pages of each file, and of
// all metadata. Training, or fine-tuning, changes nearly every number of what it touches; so some
// pages tell as much as a whole file of gigabytes, and within a millisecond. The same numbers in
// another container are another model. Throws Error(kModel) where bytes cannot be read.
[[nodiscard]] std::string fingerprint(const io::Checkpoint& checkpoint);

}  // namespace vitviz::checkpoint
