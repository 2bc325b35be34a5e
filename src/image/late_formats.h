// SPDX-License-Identifier: Apache-2.0
// The libraries that are loaded when a photo of their format comes.
#pragma once

#include <string>
#include <vector>

namespace vitviz::image {

struct LateFormat {
  std::string library;  // "libheif"
  std::string file;     // as the linker of programs knows it
};

[[nodiscard]] std::vector<LateFormat> late_formats();

}  // namespace vitviz::image
