// SPDX-License-Identifier: Apache-2.0
// How messages name what a caller can choose.
//
// A function below the command line does not know how its caller sets the size: by the option
// --size, or by a keyword in Python. So a message says argument("size"), which marks the name by
// control characters that no printable text has, and whoever shows the message spells it.
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace vitviz::base {

// The marked name. Names are those of the options, with underscores: "size", "rollout_start".
[[nodiscard]] std::string argument(std::string_view name);

// `text` with every marked name replaced by what `spell` makes of it.
using Spelling = std::function<std::string(std::string_view name)>;
[[nodiscard]] std::string with_arguments(std::string_view text, const Spelling& spell);

// `text` with every marked name as it is.
[[nodiscard]] std::string in_words(std::string_view text);

}  // namespace vitviz::base
