// SPDX-License-Identifier: Apache-2.0
// Addresses as they may be shown and written down.
#pragma once

#include <string>
#include <string_view>

namespace vitviz::fetch {

// Less name and password, with dots for whatever a query says: it may be a key or a signature.
// "https://NAME:PASSWORD@host/file?token=abc&v=2#part" → "https://host/file?token=...&v=..."
[[nodiscard]] std::string without_secrets(std::string_view url);

}  // namespace vitviz::fetch
