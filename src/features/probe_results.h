// SPDX-License-Identifier: Apache-2.0
// The results of a probe as a table, JSON, CSV and a plot.
#pragma once

#include <string>
#include <vector>

#include "features/left_out.h"
#include "features/probe.h"

namespace vitviz::features {

struct ProbeResults {
  std::string photos_from;  // the folder or table
  std::string model;
  model::TokenState state = model::TokenState::kNormed;
  std::vector<std::string> classes;
  std::vector<int> photos_of_class;
  std::vector<ReadoutScores> scores;  // by block, then by readout; at least one
  std::vector<LeftOut> left_out;
};

// A line for each readout of each block, what the best linear probe takes for what, and how all of
// it was computed.
[[nodiscard]] std::string probe_text(const ProbeResults& results);

// All of it, every confusion matrix too.
[[nodiscard]] std::string probe_json(const ProbeResults& results);

// A line for each readout of each block: accuracies and intervals as shares.
[[nodiscard]] std::string probe_csv(const ProbeResults& results);

}  // namespace vitviz::features
