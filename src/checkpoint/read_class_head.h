// SPDX-License-Identifier: Apache-2.0
// The tensors of a classifier → the classifier. One that vitviz cannot run is left out, as pictures
// do not need it.
#pragma once

#include <optional>

#include "checkpoint/tensor_reader.h"
#include "checkpoint/tensor_set.h"
#include "families/names.h"
#include "model/blueprint.h"
#include "model/class_head.h"

namespace vitviz::checkpoint {

// 0 where there is no classifier, or one behind layers of its own. `blueprint` says width, prefix
// and pooling head already.
[[nodiscard]] int count_classes(const TensorSet& tensors, const families::Names& names,
                                const model::Blueprint& blueprint);

// Nothing where blueprint.classes is 0. What is wrong is noted in the reader.
[[nodiscard]] std::optional<model::ClassHead> read_class_head(TensorReader& reader,
                                                              const families::Names& names,
                                                              const model::Blueprint& blueprint);

}  // namespace vitviz::checkpoint
