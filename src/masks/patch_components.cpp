// SPDX-License-Identifier: Apache-2.0
#include "masks/patch_components.h"

#include <cstddef>

#include "base/check.h"

namespace vitviz::masks {

std::vector<std::uint8_t> component_of(std::span<const std::uint8_t> marked, tensor::PatchGrid grid,
                                       int seed) {
  VITVIZ_CHECK(std::ssize(marked) == grid.count() && seed >= 0 && seed < grid.count());
  std::vector<std::uint8_t> component(marked.size(), 0);
  std::vector<int> reached;
  const auto reach = [&](int patch) {
    const auto i = static_cast<std::size_t>(patch);
    if (marked[i] == 0 || component[i] != 0) return;
    component[i] = 1;
    reached.push_back(patch);
  };

  reach(seed);
  while (!reached.empty()) {
    const int patch = reached.back();
    reached.pop_back();
    const int col = patch % grid.cols;
    if (col > 0) reach(patch - 1);
    if (col + 1 < grid.cols) reach(patch + 1);
    if (patch >= grid.cols) reach(patch - grid.cols);
    if (patch + grid.cols < grid.count()) reach(patch + grid.cols);
  }
  return component;
}

}  // namespace vitviz::masks
