// SPDX-License-Identifier: Apache-2.0
// The model that was chosen, loaded: a file, a name of the catalogue, or the one built in.
#pragma once

#include "model/vision_transformer.h"
#include "nn/precision.h"
#include "options/model_options.h"

namespace vitviz::commands {

// Throws Error(kModel).
[[nodiscard]] model::VisionTransformer load_choice(const options::ModelChoice& choice,
                                                   int threads = 1);

// Of bf16: f32 where the processor does not compute it by itself, which gives the same result but
// for the rounding.
[[nodiscard]] nn::Precision precision_here(options::PrecisionChoice choice);

}  // namespace vitviz::commands
