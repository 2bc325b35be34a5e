// SPDX-License-Identifier: Apache-2.0
// What the classes of a classifier are called.
#pragma once

#include <string>
#include <vector>

#include "io/checkpoint.h"

namespace vitviz::labels {

// The labels that a Hugging Face config.json ("config.id2label.N") or a GGUF file ("N") gives to
// the classes 0, 1, 2, …; empty where there are none.
[[nodiscard]] std::vector<std::string> read_labels(const io::Checkpoint& checkpoint);

// The given labels if there are as many as classes; else ImageNet-1k's for 1000 classes; else none.
[[nodiscard]] std::vector<std::string> labels_of_classes(const std::vector<std::string>& given,
                                                         int classes);

}  // namespace vitviz::labels
