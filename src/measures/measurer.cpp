// SPDX-License-Identifier: Apache-2.0
#include "measures/measurer.h"

namespace vitviz::measures {

Measurer::Measurer(const model::VisionTransformer& model, tensor::PatchGrid grid,
                   base::ThreadPool& threads)
    : threads_(threads),
      attention_(row_shape(model.blueprint(), grid), model.blueprint().blocks,
                 model.blueprint().heads),
      tokens_(model, grid) {}

model::Wishes Measurer::wishes(int /*block*/) const {
  return {.attention_of_all = true,
          .tokens_before = true,
          .tokens_between = true,
          .tokens_after = true};
}

void Measurer::see(const model::BlockView& view) {
  tokens_.see_entering(view.block, view.tokens_before, threads_);
}

void Measurer::see_attention(const model::AttentionPart& part) { attention_.add(part, threads_); }

void Measurer::see_tokens_between(int block, tensor::ConstMatrixRef tokens) {
  tokens_.see_between(block, tokens, threads_);
}

void Measurer::see_tokens_after(int block, tensor::ConstMatrixRef tokens) {
  tokens_.see_leaving(block, tokens, threads_);
}

std::vector<Table> Measurer::tables() const {
  std::vector<Table> tables = {attention_.by_query(), attention_.between_heads()};
  tables.insert(tables.end(), tokens_.tables().begin(), tokens_.tables().end());
  return tables;
}

RowShape row_shape(const model::Blueprint& blueprint, tensor::PatchGrid grid) {
  return {grid, blueprint.prefix_count(), blueprint.has_cls(), blueprint.patch};
}

}  // namespace vitviz::measures
