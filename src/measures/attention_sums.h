// SPDX-License-Identifier: Apache-2.0
// What one query's attention says, and sums of that over queries.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "tensor/grid.h"

namespace vitviz::measures {

// Of one row of softmax weights (over all T tokens; N of them patches).
struct RowMeasures {
  // −Σ â ln â / ln N of the weights of the patches, renormalised: 1 is evenly spread, 0 one patch.
  double entropy = 0;
  double distance = 0;      // Σ a·d to the patches, d in pixels of the network's input
  double renormalised = 0;  // the same over Σ a of the patches
  double cls = 0;           // what CLS gets
  double registers = 0;     // what the other prefix tokens get together
  double strongest = 0;     // what the ten strongest patches get

  RowMeasures& operator+=(const RowMeasures& other);
  RowMeasures& operator/=(double count);
};

// How the rows of a model are read.
struct RowShape {
  tensor::PatchGrid grid;
  int prefix = 0;  // tokens before the patches
  bool has_cls = false;
  int patch = 1;  // P: pixels from one patch to the next
};

// From any patch to all others. For one thread.
class PatchDistances {
 public:
  explicit PatchDistances(const RowShape& shape)
      : shape_(shape), row_(static_cast<std::size_t>(shape.grid.count())) {}

  // [N], in pixels: from `patch` to each, until the next call.
  [[nodiscard]] std::span<const float> from(int patch);

 private:
  RowShape shape_;
  std::vector<float> row_;
};

// `weights` [T]; `distances` [N] of the query, or none where it is no patch.
[[nodiscard]] RowMeasures measure_row(std::span<const float> weights, const RowShape& shape,
                                      std::span<const float> distances);

}  // namespace vitviz::measures
