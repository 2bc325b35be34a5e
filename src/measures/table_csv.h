// SPDX-License-Identifier: Apache-2.0
// Tables as text for other programs.
#pragma once

#include <string>
#include <vector>

#include "measures/table.h"

namespace vitviz::measures {

// RFC 4180, with a header line: keys, then values in as many digits as tell doubles apart; what is
// not a number is empty. With `deviations`, a table of the same rows, every column is followed by
// its standard deviation over the photos, under the name column_deviation.
[[nodiscard]] std::string csv_of(const Table& table, const Table* deviations = nullptr);

}  // namespace vitviz::measures
