// SPDX-License-Identifier: Apache-2.0
// What came of many photos, in a line.
#pragma once

#include <string>

#include "batch/series_events.h"

namespace vitviz::screen {

// "12 photos in 3.2 s (3.1/s): 10 drawn, 1 done before, 1 failed (1 could not be read)"
[[nodiscard]] std::string summary_line(const batch::SeriesSummary& summary);

}  // namespace vitviz::screen
