// SPDX-License-Identifier: Apache-2.0
// The scores of a data set at several settings of one thing that can be chosen.
#pragma once

#include <string>
#include <vector>

#include "eval/results.h"

namespace vitviz::eval {

struct SweepPoint {
  std::string setting;  // "0.6", as it was asked for
  Results results;
};

// All points are of the same task.
struct Sweep {
  std::string name;  // "keep"
  std::vector<SweepPoint> points;
};

}  // namespace vitviz::eval
