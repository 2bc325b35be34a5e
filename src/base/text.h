// SPDX-License-Identifier: Apache-2.0
// Text as people read it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace vitviz::base {

// `text` with every control character (a newline in a file name, a terminal escape in a tensor
// name), every byte that is no UTF-8, and every character that turns the direction of writing
// written as \n, \t, \r or \xNN, so that no name can move the cursor or fake a line.
[[nodiscard]] std::string printable(std::string_view text);

// 1536 → "1.5 KiB"; bytes below 1024 are written whole.
[[nodiscard]] std::string format_bytes(std::uint64_t bytes);

// 0.0123 → "12 ms", 1.5 → "1.5 s", 75 → "1:15", 3700 → "1:01:40".
[[nodiscard]] std::string format_seconds(double seconds);

}  // namespace vitviz::base
