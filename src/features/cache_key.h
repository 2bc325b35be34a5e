// SPDX-License-Identifier: Apache-2.0
// What is asked of every photo, as a part of a cache's key: all that its features depend on beside
// the photo and the model.
#pragma once

#include <string>

#include "analysis/question.h"
#include "features/readout.h"
#include "model/blueprint.h"

namespace vitviz::features {

// "size short side 384, orientation upright, whole photo, cls+mean of block 11 after the norm"
[[nodiscard]] std::string key_of(const analysis::Question& question, const FeatureChoice& choice,
                                 const model::Blueprint& blueprint);

}  // namespace vitviz::features
