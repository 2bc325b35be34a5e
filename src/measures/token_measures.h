// SPDX-License-Identifier: Apache-2.0
// The tokens on their way through the blocks, in a few numbers for each: which way CLS and the
// patches point before and after every LayerNorm, attention and MLP, how long they are, which of
// their dimensions stand out, and when CLS leaves the mean of the patches.
#pragma once

#include <vector>

#include "base/thread_pool.h"
#include "measures/table.h"
#include "model/vision_transformer.h"
#include "tensor/shapes.h"

namespace vitviz::measures {

class TokenMeasures {
 public:
  // The model must outlive this.
  // Of all tokens, the cosines of those of `sample` are measured, which begin with CLS where there
  // is one and go on with patches; of all tokens where it is empty.
  TokenMeasures(const model::VisionTransformer& model, tensor::PatchGrid grid,
                std::vector<int> sample = {});

  // [T, D]: the residual stream as it enters a block, between its attention and its MLP, and as it
  // leaves. Blocks come in their order.
  void see_entering(int block, tensor::ConstMatrixRef tokens, base::ThreadPool& threads);
  void see_between(int block, tensor::ConstMatrixRef tokens, base::ThreadPool& threads);
  void see_leaving(int block, tensor::ConstMatrixRef tokens, base::ThreadPool& threads);

  // "tokens", "norms", "outliers", "dimensions" and "readout".
  [[nodiscard]] const std::vector<Table>& tables() const { return tables_; }
  // The patches that stick out of each block, by their length: maps/token_norms.h.
  [[nodiscard]] const std::vector<std::vector<int>>& outliers() const { return outliers_; }

 private:
  // Those tokens whose cosines are measured, somewhere in a block.
  struct State {
    const char* name;
    tensor::ConstMatrixRef tokens;
  };
  [[nodiscard]] tensor::Matrix measured(tensor::ConstMatrixRef tokens) const;
  [[nodiscard]] int measured_prefix() const;
  [[nodiscard]] Row cosines_of(int block, const State& state) const;
  void add_cosines(int block, const std::vector<State>& states, base::ThreadPool& threads);
  [[nodiscard]] tensor::Matrix normed(const model::PatchAndPrefix<nn::LayerNorm>& norm,
                                      const tensor::Matrix& measured) const;
  void add_norms(int block, tensor::ConstMatrixRef tokens);
  void add_dimensions(int block, tensor::ConstMatrixRef tokens);
  void add_readout(int block, tensor::ConstMatrixRef tokens, tensor::ConstMatrixRef normed);
  [[nodiscard]] std::vector<Row>& rows_of(const char* table);

  const model::VisionTransformer& model_;
  tensor::PatchGrid grid_;
  int prefix_;
  std::vector<int> sample_;
  std::vector<Table> tables_;
  std::vector<std::vector<int>> outliers_;
};

}  // namespace vitviz::measures
