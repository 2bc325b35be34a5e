// SPDX-License-Identifier: Apache-2.0
// NaFlex models get the photo as a list of patches and embed them by a matrix instead of a
// convolution: [D, P·P·3], the channels of a pixel side by side.
#pragma once

#include <string>

#include "checkpoint/tensor_set.h"

namespace vitviz::families {

// Lays the tensor `name` out as a convolution's: [D, P·P·3] → [D, 3, P, P]. Leaves a tensor of any
// other shape as it is.
void unfold_patches(checkpoint::TensorSet& tensors, const std::string& name);

}  // namespace vitviz::families
