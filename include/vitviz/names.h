// SPDX-License-Identifier: Apache-2.0
// The names that can be asked for, and the version.
#pragma once

#include <string>
#include <vector>

#include "vitviz/export.h"

namespace vitviz {

struct Name {
  std::string name;
  std::string help;  // one line
};

[[nodiscard]] VITVIZ_EXPORT std::vector<Name> map_names();
[[nodiscard]] VITVIZ_EXPORT std::vector<Name> mask_names();
[[nodiscard]] VITVIZ_EXPORT std::vector<Name> view_names();  // of views that are pictures

// "0.1.0"
[[nodiscard]] VITVIZ_EXPORT std::string version();

}  // namespace vitviz
