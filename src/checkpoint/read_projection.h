// SPDX-License-Identifier: Apache-2.0
// The tensors of CLIP's projection into the space that photos share with texts → the projection.
// One that vitviz cannot run is left out, as pictures do not need it.
#pragma once

#include <optional>

#include "checkpoint/facts.h"
#include "checkpoint/tensor_reader.h"
#include "checkpoint/tensor_set.h"
#include "families/names.h"
#include "model/blueprint.h"
#include "model/weights.h"

namespace vitviz::checkpoint {

// Whether this is timm's or EVA's image tower of a CLIP, whose "head" is no classifier but the
// projection: OpenCLIP's "visual.trunk.head", EVA-CLIP's "visual.head".
[[nodiscard]] bool head_is_projection(const TensorSet& tensors);

// The width of the projection of CLS; 0 where there is none, where it does not fit the network, or
// where it is of something else. `blueprint` says width, prefix and pooling head already.
[[nodiscard]] int projection_width(const TensorSet& tensors, const families::Names& names,
                                   const Facts& facts, const model::Blueprint& blueprint);

// Nothing where blueprint.projection_width is 0.
[[nodiscard]] std::optional<model::Projection> read_projection(TensorReader& reader,
                                                               const families::Names& names,
                                                               const model::Blueprint& blueprint);

}  // namespace vitviz::checkpoint
