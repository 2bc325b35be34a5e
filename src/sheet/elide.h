// SPDX-License-Identifier: Apache-2.0
// Words that have to fit beside others.
#pragma once

#include <string>
#include <string_view>

namespace vitviz::sheet {

// `text` itself where it is at most `width` pixels wide (text.h), or else as much of its start and
// its end as fits with "…" between them: names of files differ at their end. Requires: the text is
// UTF-8.
[[nodiscard]] std::string elided(std::string_view text, int pixels, int width);

}  // namespace vitviz::sheet
