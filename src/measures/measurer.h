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

// Which tokens' attention and cosines are measured. What they look at is all tokens, in any case.
enum class Queries {
  kAll,
  // CLS, and at most about 125 patches in runs of six, evenly spread: enough for means over many
  // photos, where all of a large grid would cost more than the forward pass.
  kSample,
};

class Measurer : public model::BlockObserver {
 public:
  // The model and the threads, which are those of the pass, must outlive this.
  Measurer(const model::VisionTransformer& model, tensor::PatchGrid grid, base::ThreadPool& threads,
           Queries queries = Queries::kAll);

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
  int heads_;
  std::vector<int> sample_;  // tokens whose attention is measured; all where empty
  AttentionMeasures attention_;
  TokenMeasures tokens_;
};

// The tokens of Queries::kSample; empty where they would be all.
[[nodiscard]] std::vector<int> sample_of(const RowShape& shape);

// How the attention of a model is read.
[[nodiscard]] RowShape row_shape(const model::Blueprint& blueprint, tensor::PatchGrid grid);

}  // namespace vitviz::measures
