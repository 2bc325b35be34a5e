// SPDX-License-Identifier: Apache-2.0
// The k-nearest-neighbour probe of DINO (its eval_knn.py; Wu et al., Unsupervised Feature Learning
// via Non-Parametric Instance Discrimination, 2018).
//
// Features are brought to length 1. The k training photos with the largest cosine to a photo vote
// for their class, each with weight exp(cosine / T), and the class with the largest sum is the
// answer. The search is exact. Of equal cosines the earlier photo is nearer, and of equal sums the
// lower class wins, so that the answer is the same for any number of threads.
#pragma once

#include <span>
#include <vector>

#include "base/thread_pool.h"
#include "tensor/shapes.h"

namespace vitviz::features {

struct Knn {
  int neighbors = 20;         // k, or all where there are fewer
  double temperature = 0.07;  // T
};

// The class of each row of `test` [m, D] by the rows of `train` [n, D], whose classes are `labels`.
// Memory beside the features is linear in n.
// Requires: a row and a label for each in `train`, labels in [0, classes); finite numbers; k >= 1;
// T > 0.
[[nodiscard]] std::vector<int> vote_of_nearest(const Knn& knn, tensor::ConstMatrixRef train,
                                               std::span<const int> labels, int classes,
                                               tensor::ConstMatrixRef test, base::ThreadPool& pool);

// The same, of each row by all others (leave one out). Requires: two rows.
[[nodiscard]] std::vector<int> vote_of_nearest_others(const Knn& knn,
                                                      tensor::ConstMatrixRef features,
                                                      std::span<const int> labels, int classes,
                                                      base::ThreadPool& pool);

}  // namespace vitviz::features
