// SPDX-License-Identifier: Apache-2.0
// The measurements as files for other programs.
#pragma once

#include <string>
#include <vector>

#include "report/sight.h"

namespace vitviz::report {

struct TableFile {
  std::string name;  // "attention.csv"
  std::string text;
};

// A CSV file of each table; and measures.json, which has them all, with the standard deviations of
// many photos under "deviations".
[[nodiscard]] std::vector<TableFile> table_files(const Sight& sight);

}  // namespace vitviz::report
