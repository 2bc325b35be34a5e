// SPDX-License-Identifier: Apache-2.0
// Whether bytes are the text that messages and JSON need them to be.
#pragma once

#include <string_view>

namespace vitviz::io {

// As RFC 3629 has it: no overlong forms, no surrogates, nothing beyond U+10FFFF.
[[nodiscard]] bool is_utf8(std::string_view text);

}  // namespace vitviz::io
