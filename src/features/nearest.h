// SPDX-License-Identifier: Apache-2.0
// The nearest of many vectors by their cosine, exactly.
//
// Every cosine is computed in double, in an order of its own, so that it depends neither on the
// vectors beside it nor on the number of threads. Of equal cosines the earlier vector is nearer.
#pragma once

#include <vector>

#include "base/thread_pool.h"
#include "tensor/shapes.h"

namespace vitviz::features {

struct Neighbor {
  double cosine = 0;  // in [-1, 1]; 0 where one of the two is a vector of zeros
  int row = 0;

  friend bool operator==(const Neighbor&, const Neighbor&) = default;
};

[[nodiscard]] inline bool is_nearer(const Neighbor& a, const Neighbor& b) {
  return a.cosine > b.cosine || (a.cosine == b.cosine && a.row < b.row);
}

// Keeps the nearest of all that it is shown.
class NearestFew {
 public:
  // Requires: count >= 1.
  explicit NearestFew(int count);

  // Requires: the cosine is a number.
  void show(const Neighbor& candidate) {
    const bool is_full = static_cast<int>(kept_.size()) == count_;
    if (!is_full || is_nearer(candidate, kept_.front())) keep(candidate);
  }

  // Nearest first; fewer than asked for where fewer were shown.
  [[nodiscard]] std::vector<Neighbor> sorted() const;

 private:
  void keep(const Neighbor& candidate);

  int count_;
  std::vector<Neighbor> kept_;  // a heap with the farthest on top
};

// The `count` rows of `rows` [n, D] that are nearest to each row of `queries` [m, D]; all of them
// where there are fewer. Memory beside the vectors is linear in m · n. Throws Stopped.
// Requires: finite numbers; count >= 1.
[[nodiscard]] std::vector<std::vector<Neighbor>> nearest_rows(tensor::ConstMatrixRef queries,
                                                              tensor::ConstMatrixRef rows,
                                                              int count, base::ThreadPool& threads);

}  // namespace vitviz::features
