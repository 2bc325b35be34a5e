// SPDX-License-Identifier: Apache-2.0
// The catalogue, for people and for scripts.
#pragma once

#include <string>

namespace vitviz::commands {

// A line for each model, with a mark at those that have been fetched.
[[nodiscard]] std::string table_of_models();

// One array of objects. "bytes" is about; it and "path" are null where unknown and not fetched.
[[nodiscard]] std::string json_of_models();

}  // namespace vitviz::commands
