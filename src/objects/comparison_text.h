// SPDX-License-Identifier: Apache-2.0
// What is said of several methods that are shown side by side.
#pragma once

#include <string>

#include "objects/object_finder.h"

namespace vitviz::objects {

// What the masks of all methods have in common: "keep 0.6, features k, threshold of the photo,
// refined: bilateral".
[[nodiscard]] std::string comparison_text(const ObjectFinder& finder);

}  // namespace vitviz::objects
