// SPDX-License-Identifier: Apache-2.0
// Addresses as they may be shown and written down.
#pragma once

#include <string>
#include <string_view>

namespace vitviz::fetch {

// "https://NAME:PASSWORD@host/file" → "https://host/file".
[[nodiscard]] std::string without_password(std::string_view url);

}  // namespace vitviz::fetch
