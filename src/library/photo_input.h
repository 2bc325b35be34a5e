// SPDX-License-Identifier: Apache-2.0
// A Photo as a forward pass takes it.
#pragma once

#include "analysis/photo_input.h"
#include "library/photo_data.h"
#include "model/blueprint.h"

namespace vitviz::library {

// Pixels are resized as the question asks; prepared input is as large as it is, and takes neither
// size nor crop. Throws base::Error(kArgument) for what does not suit the photo or the model, and
// base::Error(kInput) for a crop that is not inside of the photo.
[[nodiscard]] analysis::PhotoInput photo_input(const PhotoData& photo,
                                               const analysis::Question& question,
                                               const model::Blueprint& blueprint);

}  // namespace vitviz::library
