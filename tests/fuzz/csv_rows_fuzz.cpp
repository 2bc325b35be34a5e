// SPDX-License-Identifier: Apache-2.0
// Any bytes as a CSV table: rows whose fields, written as CSV again, are read as the same, or an
// Error(kInput).
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "base/check.h"
#include "base/csv.h"
#include "base/error.h"
#include "features/csv_rows.h"

// NOLINTNEXTLINE(readability-identifier-naming): the name that libFuzzer calls
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace vitviz;
  try {
    const std::string text(reinterpret_cast<const char*>(data), size);
    const std::vector<features::CsvRow> rows = features::csv_rows(text, "fuzz");
    std::string written = "\xEF\xBB\xBF";  // so that one in the first field is not taken for it
    for (const features::CsvRow& row : rows) {
      VITVIZ_CHECK(!row.fields.empty() && row.line >= 1);
      for (std::size_t i = 0; i < row.fields.size(); ++i) {
        // An empty row would be left out, so that a single empty field must be in quotes.
        const bool is_alone = row.fields.size() == 1 && row.fields[i].empty();
        written += (i > 0 ? "," : "") + (is_alone ? "\"\"" : base::csv_field(row.fields[i]));
      }
      written += '\n';
    }
    const std::vector<features::CsvRow> again = features::csv_rows(written, "fuzz");
    VITVIZ_CHECK(again.size() == rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) VITVIZ_CHECK(again[i].fields == rows[i].fields);
  } catch (const base::Error& error) {
    if (error.code() != base::ErrorCode::kInput) throw;
  }
  return 0;
}
