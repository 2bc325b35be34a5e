// SPDX-License-Identifier: Apache-2.0
// Arguments that a message names (base/argument.h), as the options that set them.
#pragma once

#include <string>
#include <string_view>

namespace vitviz::screen {

// The rollout_start of a message becomes --rollout-start.
[[nodiscard]] std::string as_options(std::string_view text);

}  // namespace vitviz::screen
