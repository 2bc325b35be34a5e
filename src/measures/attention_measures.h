// SPDX-License-Identifier: Apache-2.0
// The attention of every token of a photo, in a few numbers for each block and head. Rows come some
// at a time (model/block_observer.h), so that memory grows with T, not with T².
//
// Mean attention distance: Dosovitskiy et al., "An Image is Worth 16x16 Words", 2021, figure 7, and
// A. Gosthipaty, S. Paul, "Investigating Vision Transformer representations", 2022, who drop CLS
// without renormalising; here both are told.
#pragma once

#include <span>
#include <vector>

#include <Eigen/Core>

#include "base/thread_pool.h"
#include "measures/attention_sums.h"
#include "measures/table.h"
#include "tensor/shapes.h"

namespace vitviz::measures {

class AttentionMeasures {
 public:
  AttentionMeasures(const RowShape& shape, int blocks, int heads);

  // Some tokens' softmax weights [tokens · H, T] in a block, token by token.
  struct Queries {
    int block = 0;
    std::span<const int> tokens;
    tensor::ConstMatrixRef weights;
  };
  // In the same portions and order, sums are the same for any number of threads.
  void add(const Queries& queries, base::ThreadPool& threads);

  // "attention": block, head, query (cls, or patches: the mean over those that were added) →
  // entropy, distance, …
  [[nodiscard]] Table by_query() const;
  // "heads": block, two heads → the cosine of their matrices [queries, T].
  [[nodiscard]] Table between_heads() const;

 private:
  struct Sums {
    std::vector<RowMeasures> cls;      // of each head
    std::vector<RowMeasures> patches;  // likewise, summed over patches
    int patch_count = 0;
    Eigen::MatrixXd products;  // [H, H], its upper half: Σ aᵢⱼ bᵢⱼ of two heads' matrices
  };

  [[nodiscard]] Sums no_sums() const;
  [[nodiscard]] Sums sums_of(const Queries& queries, int first, int count) const;
  [[nodiscard]] std::vector<double> values_of(const RowMeasures& of_query) const;

  RowShape shape_;
  int heads_;
  std::vector<Sums> blocks_;
};

}  // namespace vitviz::measures
