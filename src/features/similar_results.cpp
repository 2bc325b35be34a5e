// SPDX-License-Identifier: Apache-2.0
#include "features/similar_results.h"

#include <fmt/format.h>

namespace vitviz::features {

std::vector<ReadoutNeighbors> neighbors_by(std::span<const Readout> readouts, int width,
                                           tensor::ConstMatrixRef query,
                                           tensor::ConstMatrixRef rows, int count,
                                           base::ThreadPool& threads) {
  std::vector<ReadoutNeighbors> all;
  for (const Readout readout : readouts) {
    const auto columns = columns_of(rows, readout, width);
    all.push_back(
        {readout, static_cast<int>(columns.cols()),
         nearest_rows(columns_of(query, readout, width), columns, count, threads).front()});
  }
  return all;
}

std::string words_of(Readout readout) {
  if (readout == Readout::kCls) return "CLS";
  return readout == Readout::kMean ? "the mean of the patches" : "both";
}

std::string tokens_of(const SimilarResults& results) {
  return fmt::format("block {}, {} the final norm", results.block,
                     results.state == model::TokenState::kNormed ? "after" : "before");
}

}  // namespace vitviz::features
