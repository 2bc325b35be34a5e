// SPDX-License-Identifier: Apache-2.0
// The tensors of a family → blueprint and weights: the one walk over all parts of a Vision
// Transformer, driven by the family's table of names.
#pragma once

#include <stop_token>

#include "checkpoint/facts.h"
#include "checkpoint/hints.h"
#include "checkpoint/tensor_set.h"
#include "families/family.h"
#include "model/vision_transformer.h"

namespace vitviz::checkpoint {

// `name` is the model's for people, unless the facts give one. Throws Error(kModel) that lists
// everything that does not fit, and Stopped.
[[nodiscard]] model::VisionTransformer assemble(TensorSet tensors, const families::Family& family,
                                                const Facts& facts, const Hints& hints,
                                                const std::string& name, int threads = 1,
                                                const std::stop_token& stop = {});

}  // namespace vitviz::checkpoint
