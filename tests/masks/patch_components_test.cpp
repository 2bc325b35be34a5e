// SPDX-License-Identifier: Apache-2.0
#include "masks/patch_components.h"

#include <stdexcept>

#include <doctest/doctest.h>

namespace vitviz::masks {
namespace {

using Mask = std::vector<std::uint8_t>;

TEST_CASE("patches hang together at their sides, not at their corners") {
  const Mask marked = {1, 0, 1,  //
                       1, 0, 1,  //
                       0, 1, 1};
  CHECK(component_of(marked, {3, 3}, 0) == Mask{1, 0, 0, 1, 0, 0, 0, 0, 0});
  CHECK(component_of(marked, {3, 3}, 7) == Mask{0, 0, 1, 0, 0, 1, 0, 1, 1});
  CHECK(component_of(marked, {3, 3}, 1) == Mask(9, 0));
}

TEST_CASE("the end of a row is not beside the beginning of the next") {
  CHECK(component_of(Mask{0, 1, 1, 0}, {2, 2}, 1) == Mask{0, 1, 0, 0});
  CHECK(component_of(Mask{1, 1, 0, 1}, {1, 4}, 0) == Mask{1, 1, 0, 0});
  CHECK(component_of(Mask{1, 1, 0, 1}, {4, 1}, 0) == Mask{1, 1, 0, 0});
}

TEST_CASE("a seed beyond the grid is a bug of the caller") {
  CHECK_THROWS_AS((void)component_of(Mask{1, 1}, {1, 2}, 2), std::logic_error);
  CHECK_THROWS_AS((void)component_of(Mask{1, 1}, {2, 2}, 0), std::logic_error);
}

}  // namespace
}  // namespace vitviz::masks
