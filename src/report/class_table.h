// SPDX-License-Identifier: Apache-2.0
// What the classifier says, as a table.
#pragma once

#include <string>
#include <vector>

#include "measures/table.h"
#include "tensor/shapes.h"

namespace vitviz::report {

// "classes": rank, label → probability, of the five likeliest. `labels` is empty or as long as
// `logits`; without them a class is named by its number.
[[nodiscard]] measures::Table class_table(const tensor::Vector& logits,
                                          const std::vector<std::string>& labels);

}  // namespace vitviz::report
