// SPDX-License-Identifier: Apache-2.0
// One column of the page: a model that saw a photo, or many.
#pragma once

#include <string>
#include <vector>

#include "measures/table.h"

namespace vitviz::report {

struct Sight {
  std::string data;                              // JSON, which report/page/page_data.js reads
  std::vector<measures::Table> tables;           // of the photo, or the means of many
  std::vector<measures::Table> deviations = {};  // of many photos; else empty
};

}  // namespace vitviz::report
