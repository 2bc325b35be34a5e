// SPDX-License-Identifier: Apache-2.0
// What `vitviz bench` prints.
#pragma once

#include <string>
#include <vector>

#include "model/blueprint.h"
#include "nn/step_times.h"
#include "tensor/shapes.h"

namespace vitviz::commands {

struct BenchResult {
  model::Blueprint blueprint;
  tensor::PatchGrid grid;
  int threads = 1;
  std::vector<double> seconds;  // of each pass, in ascending order; at least one
  nn::StepTimes steps;          // of `stepped` further passes
  int stepped = 1;
  double peak_rss_mb = 0;

  [[nodiscard]] double median() const;
};

// The arithmetic of a step in one pass, in 10⁹ multiplications and additions; 0 where there is no
// matrix product.
[[nodiscard]] double gflop_of(nn::Step step, const model::Blueprint& blueprint,
                              tensor::PatchGrid grid);

[[nodiscard]] std::string table_of(const BenchResult& result);
[[nodiscard]] std::string json_of(const BenchResult& result);

}  // namespace vitviz::commands
