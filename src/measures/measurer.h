// SPDX-License-Identifier: Apache-2.0
// All measurements of one photo, in one forward pass.
#pragma once

#include <vector>

#include "base/thread_pool.h"
#include "measures/attention_measures.h"
#include "measures/table.h"
#include "measures/token_measures.h"
#include "model/block_observer.h"

namespace vitviz::measures {

class Measurer : public model::BlockObserver {
 public:
  // The model and the threads, which are those of the pass, must outlive this.
  Measurer(const model::VisionTransformer& model, tensor::PatchGrid grid,
           base::ThreadPool& threads);

  [[nodiscard]] model::Wishes wishes(int block) const override;
  void see(const model::BlockView& view) override;
  void see_attention(const model::AttentionPart& part) override;
  void see_tokens_between(int block, tensor::ConstMatrixRef tokens) override;
  void see_tokens_after(int block, tensor::ConstMatrixRef tokens) override;

  // After the pass: "attention", "heads", "tokens", "norms", "outliers", "dimensions", "readout".
  [[nodiscard]] std::vector<Table> tables() const;
  [[nodiscard]] const std::vector<std::vector<int>>& outliers() const { return tokens_.outliers(); }

 private:
  base::ThreadPool& threads_;
  AttentionMeasures attention_;
  TokenMeasures tokens_;
};

// How the attention of a model is read.
[[nodiscard]] RowShape row_shape(const model::Blueprint& blueprint, tensor::PatchGrid grid);

}  // namespace vitviz::measures
