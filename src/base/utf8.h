// SPDX-License-Identifier: Apache-2.0
// UTF-8 as RFC 3629 has it: no overlong forms, no surrogates, nothing beyond U+10FFFF.
#pragma once

#include <cstddef>
#include <string_view>

namespace vitviz::base {

// The bytes of the character that `text` begins with; 0 where it begins with none.
[[nodiscard]] std::size_t utf8_character_size(std::string_view text);

[[nodiscard]] bool is_utf8(std::string_view text);

}  // namespace vitviz::base
