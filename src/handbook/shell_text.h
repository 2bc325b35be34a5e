// SPDX-License-Identifier: Apache-2.0
// Text as the shells read it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace vitviz::handbook {

// "it's" → "'it'\''s'", as bash and zsh want it.
[[nodiscard]] std::string in_quotes(std::string_view text);

// The same for fish, which takes a backslash for a backslash only before ' and \.
[[nodiscard]] std::string in_fish_quotes(std::string_view text);

// "a b c"
[[nodiscard]] std::string joined(const std::vector<std::string>& words, std::string_view between);

// The beginning of a help text, to its first stop: what there is room for in a list.
[[nodiscard]] std::string first_words(std::string_view help);

}  // namespace vitviz::handbook
