// SPDX-License-Identifier: Apache-2.0
// What somebody who mistyped a word most likely meant.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vitviz::base {

// The known word that begins with `word`, or else is the fewest edits away from it: a third of its
// letters at most. The first in order wins a tie.
[[nodiscard]] std::optional<std::string> nearest(std::string_view word,
                                                 const std::vector<std::string>& known);

}  // namespace vitviz::base
