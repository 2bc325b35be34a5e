// SPDX-License-Identifier: Apache-2.0
// A list in one text → its parts.
#pragma once

#include <string_view>
#include <vector>

namespace vitviz::base {

// "a,,b" → "a", "", "b"; a text without the separator is one part. The parts are views of `text`.
[[nodiscard]] std::vector<std::string_view> split(std::string_view text, char separator);

}  // namespace vitviz::base
