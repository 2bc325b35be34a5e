// SPDX-License-Identifier: Apache-2.0
// Fields of CSV files (RFC 4180).
#pragma once

#include <string>
#include <string_view>

namespace vitviz::base {

// In quotes where it holds a comma, a quote or the end of a line.
[[nodiscard]] std::string csv_field(std::string_view text);

}  // namespace vitviz::base
