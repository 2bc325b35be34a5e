// SPDX-License-Identifier: Apache-2.0
// What members of archives are called.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace vitviz::archives {

// "./folder//0001.jpg" → "folder/0001.jpg"; a leading slash goes, as when tar unpacks. Nothing for
// a name that leads out of the archive ("../cat.jpg"), or is none.
[[nodiscard]] std::optional<std::string> plain_name(std::string_view stored);

}  // namespace vitviz::archives
