// SPDX-License-Identifier: Apache-2.0
// The names of ImageNet-1k's classes, which most classifiers of 1000 classes were trained on.
#pragma once

#include <string_view>

namespace vitviz::labels {

// In the order of the classes, with ';' between them. Source: torchvision, models/_meta.py
// (BSD 3-Clause); the names are WordNet's, shortened.
extern const std::string_view kImageNetLabels;

}  // namespace vitviz::labels
