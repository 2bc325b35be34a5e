// SPDX-License-Identifier: Apache-2.0
// A question held against a model: which maps it means there, what makes no sense, and what is to
// be said beside the answer.
#pragma once

#include <string>
#include <vector>

#include "analysis/map_selection.h"
#include "analysis/question.h"
#include "model/vision_transformer.h"

namespace vitviz::analysis {

// Throws Error(kArgument) when the model has no such block or head.
[[nodiscard]] MapSelection select_maps(const Question& question,
                                       const model::VisionTransformer& model);

// Throws Error(kArgument) when a size that is asked for exactly is not whole patches.
void check_size(const Question& question, int patch);

// Throws Error(kArgument) when the question has something that says nothing about its map.
void check_map(const Question& question, const MapSelection& selection);

// What nobody would expect of the maps, each a line: what was assumed of the model, whose attention
// the map is. Arguments are marked (base/argument.h).
[[nodiscard]] std::vector<std::string> notes_about(const model::VisionTransformer& model,
                                                   const MapSelection& selection);

}  // namespace vitviz::analysis
