// SPDX-License-Identifier: Apache-2.0
// A comma-separated table of text (RFC 4180).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace vitviz::features {

struct CsvRow {
  int line = 0;  // where it begins, from 1
  std::vector<std::string> fields;
};

// A field in quotes may hold commas, ends of lines, and quotes written twice; all else is taken as
// it is. Lines end in \n or \r\n, empty ones are left out, and so is a byte-order mark.
// Throws Error(kInput) "NAME, line N: …" for a quote that is not closed, or not at an end of its
// field.
[[nodiscard]] std::vector<CsvRow> csv_rows(std::string_view text, const std::string& name);

}  // namespace vitviz::features
