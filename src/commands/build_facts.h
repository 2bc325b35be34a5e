// SPDX-License-Identifier: Apache-2.0
// What this program was built with and finds here, for `vitviz --version --json`.
#pragma once

#include <string>

namespace vitviz::commands {

// One line of JSON.
[[nodiscard]] std::string build_json();

}  // namespace vitviz::commands
