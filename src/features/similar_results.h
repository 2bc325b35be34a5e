// SPDX-License-Identifier: Apache-2.0
// The photos that are nearest to one, by each readout, as a table and as JSON.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "base/thread_pool.h"
#include "features/left_out.h"
#include "features/nearest.h"
#include "features/readout.h"
#include "model/request.h"
#include "tensor/shapes.h"

namespace vitviz::features {

struct ReadoutNeighbors {
  Readout readout = Readout::kMean;
  int width = 0;
  std::vector<Neighbor> nearest;  // nearest first; `row` is a place in SimilarResults::photos
};

struct SimilarResults {
  std::string query;
  std::string model;
  int block = 0;
  model::TokenState state = model::TokenState::kNormed;
  std::vector<std::string> photos;  // that were compared with the query
  std::vector<ReadoutNeighbors> readouts;
  std::vector<LeftOut> left_out;
};

// The `count` rows of `rows` nearest to `query` [1, …] by each of these readouts, of which both
// hold the last one; D is `width`. Throws Stopped.
[[nodiscard]] std::vector<ReadoutNeighbors> neighbors_by(std::span<const Readout> readouts,
                                                         int width, tensor::ConstMatrixRef query,
                                                         tensor::ConstMatrixRef rows, int count,
                                                         base::ThreadPool& threads);

// "CLS", "the mean of the patches", "both": for people.
[[nodiscard]] std::string words_of(Readout readout);

// "block 11, after the final norm"
[[nodiscard]] std::string tokens_of(const SimilarResults& results);

// A ranked list for each readout, and what was compared.
[[nodiscard]] std::string similar_text(const SimilarResults& results);

[[nodiscard]] std::string similar_json(const SimilarResults& results);

}  // namespace vitviz::features
