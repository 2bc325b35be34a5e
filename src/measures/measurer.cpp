// SPDX-License-Identifier: Apache-2.0
#include "measures/measurer.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numbers>
#include <numeric>
#include <set>

namespace vitviz::measures {

Measurer::Measurer(const model::VisionTransformer& model, tensor::PatchGrid grid,
                   base::ThreadPool& threads, Queries queries)
    : threads_(threads),
      heads_(model.blueprint().heads),
      sample_(queries == Queries::kSample ? sample_of(row_shape(model.blueprint(), grid))
                                          : std::vector<int>()),
      attention_(row_shape(model.blueprint(), grid), model.blueprint().blocks,
                 model.blueprint().heads),
      tokens_(model, grid, sample_) {}

model::Wishes Measurer::wishes(int /*block*/) const {
  model::Wishes wishes{.attention_of_all = sample_.empty(),
                       .tokens_before = true,
                       .tokens_between = true,
                       .tokens_after = true};
  for (const int token : sample_) wishes.attention.push_back({token});
  return wishes;
}

void Measurer::see(const model::BlockView& view) {
  tokens_.see_entering(view.block, view.tokens_before, threads_);
  if (!sample_.empty()) attention_.add({view.block, sample_, view.attention}, threads_);
}

void Measurer::see_attention(const model::AttentionPart& part) {
  std::vector<int> tokens(static_cast<std::size_t>(part.weights.rows() / heads_));
  std::iota(tokens.begin(), tokens.end(), part.first_query);
  attention_.add({part.block, tokens, part.weights}, threads_);
}

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

// Runs begin evenly spread over the rows, and over the columns by the golden ratio: at equal
// distances they would stand below each other in grids of some sizes. Where they meet, patches
// count once.
std::vector<int> sample_of(const RowShape& shape) {
  constexpr int kRun = 6;  // queries that the attention computes together
  constexpr int kRuns = 21;
  const auto [rows, cols] = shape.grid;
  const int patches = shape.grid.count();
  if (patches <= 2 * kRun * kRuns) return {};
  std::set<int> tokens;
  if (shape.has_cls) tokens.insert(0);
  for (int run = 0; run < kRuns; ++run) {
    const int row = rows * (2 * run + 1) / (2 * kRuns);
    const int col = static_cast<int>(cols * std::fmod(0.5 + run / std::numbers::phi, 1.0));
    const int first = std::min(row * cols + col, patches - kRun);
    for (int i = 0; i < kRun; ++i) tokens.insert(shape.prefix + first + i);
  }
  return {tokens.begin(), tokens.end()};
}

RowShape row_shape(const model::Blueprint& blueprint, tensor::PatchGrid grid) {
  return {grid, blueprint.prefix_count(), blueprint.has_cls(), blueprint.patch};
}

}  // namespace vitviz::measures
