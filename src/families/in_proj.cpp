// SPDX-License-Identifier: Apache-2.0
#include "families/in_proj.h"

namespace vitviz::families {

void rename_in_proj(checkpoint::TensorSet& tensors) {
  constexpr std::string_view kLayer = "in_proj_";
  tensors.rename([&](const std::string& name) {
    std::string renamed = name;
    const std::size_t at = name.rfind(kLayer);
    if (at != std::string::npos) renamed[at + kLayer.size() - 1] = '.';
    return renamed;
  });
}

}  // namespace vitviz::families
