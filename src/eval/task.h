// SPDX-License-Identifier: Apache-2.0
// What can be scored: one file for each task, and a row of the table.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "base/named.h"

namespace vitviz::eval {

enum class Unit {
  kShare,  // from 0 to 1; printed in percent
  kPlain,  // printed as it is
};

// A number that a photo or a data set has.
struct Measure {
  std::string_view name;  // of a column or a field: lower case, underscores
  std::string_view help;
  Unit unit = Unit::kShare;
};

struct Task {
  std::string_view help;
  std::vector<Measure> columns;  // of a photo
  std::vector<Measure> scores;   // of a data set
  std::size_t parts = 0;         // how many PhotoScore::parts there are
  // The scores, from the mean over all photos of PhotoScore::parts.
  std::vector<double> (*combine)(std::span<const double> means) = nullptr;
};

extern const Task kSaliency;  // saliency.h
extern const Task kJaccard;   // jaccard.h
extern const Task kCorloc;    // corloc.h
extern const Task kSegments;  // segments.h

inline constexpr std::array kTasks = {
    base::Named{"saliency", &kSaliency},
    base::Named{"jaccard", &kJaccard},
    base::Named{"corloc", &kCorloc},
    base::Named{"segments", &kSegments},
};

}  // namespace vitviz::eval
