// SPDX-License-Identifier: Apache-2.0
#include "features/embed.h"

#include <optional>
#include <set>

#include "analysis/block_counter.h"
#include "analysis/photo_input.h"
#include "batch/photo_memory.h"
#include "model/block_keeper.h"

namespace vitviz::features {
namespace {

// The blocks whose tokens the choices read, but for those of the last block after the final norm,
// which every pass leaves behind.
std::vector<int> blocks_to_keep(const EmbedJob& job) {
  std::set<int> blocks;
  const model::Blueprint& blueprint = job.model.blueprint();
  for (const FeatureChoice& choice : job.choices) {
    const int block = block_of(choice, blueprint);
    const bool is_last = block + 1 == blueprint.blocks;
    if (is_last && choice.state == model::TokenState::kNormed) continue;
    blocks.insert(block);
  }
  return {blocks.begin(), blocks.end()};
}

// What the model reads by itself, of a pass's result.
tensor::Matrix own_features(Readout own, const model::Result& result,
                            const model::VisionTransformer& model) {
  const model::Blueprint& blueprint = model.blueprint();
  if (own != Readout::kPool) return read_out(result.tokens, own, blueprint);
  const Eigen::Index patches = result.tokens.rows() - blueprint.prefix_count();
  return model.weights().pooling.value().pool(result.tokens.bottomRows(patches));
}

tensor::Matrix rows_of(const FeatureChoice& choice, const model::Result& result,
                       const model::BlockKeeper& keeper, const EmbedJob& job,
                       base::ThreadPool& threads) {
  const model::Blueprint& blueprint = job.model.blueprint();
  if (choice.readout == Readout::kPool) return own_features(Readout::kPool, result, job.model);
  if (choice.readout == Readout::kOwn) {
    const std::optional<Readout> own = own_readout(job.model.blueprint());
    return own ? own_features(*own, result, job.model) : tensor::Matrix(result.features);
  }
  const int block = block_of(choice, blueprint);
  for (const model::KeptBlock& kept : keeper.kept()) {
    if (kept.block != block) continue;
    if (choice.state == model::TokenState::kBlock) {
      return read_out(kept.tokens_after, choice.readout, blueprint);
    }
    if (block + 1 == blueprint.blocks) break;
    tensor::Matrix normed = kept.tokens_after;
    job.model.apply_final_norm(normed, threads);
    return read_out(normed, choice.readout, blueprint);
  }
  return read_out(result.tokens, choice.readout, blueprint);
}

tensor::Matrix project(const tensor::Matrix& rows, const model::Projection& projection) {
  tensor::Matrix projected(rows.rows(), projection.width);
  projection.layer.apply(rows, projected);
  return projected;
}

}  // namespace

std::vector<tensor::Matrix> embed_patches(tensor::ConstMatrixRef patches, tensor::PatchGrid grid,
                                          const EmbedJob& job, base::ThreadPool& threads,
                                          const analysis::BlockObserver& on_block) {
  model::BlockKeeper keeper(blocks_to_keep(job), {.tokens_after = true});
  analysis::BlockCounter counter(on_block);
  const model::Result result = job.model.forward(
      patches, grid, {model::Goal::kTokens, {&keeper, &counter}}, threads, threads.stop());
  std::vector<tensor::Matrix> rows;
  for (const FeatureChoice& choice : job.choices) {
    rows.push_back(rows_of(choice, result, keeper, job, threads));
    if (choice.project) {
      rows.back() = project(rows.back(), job.model.weights().projection.value());
    }
    if (choice.normalize) normalize_rows(rows.back());
  }
  return rows;
}

Embedded embed_photo(const std::filesystem::path& photo, const EmbedJob& job,
                     base::ThreadPool& threads, const analysis::BlockObserver& on_block) {
  const model::Blueprint& blueprint = job.model.blueprint();
  const auto [memory, input] =
      batch::read_for_network(photo, job.question, blueprint, job.memory, threads);
  const tensor::PatchGrid grid = input.geometry.grid;
  return {grid, embed_patches(analysis::network_input(input, blueprint, threads), grid, job,
                              threads, on_block)};
}

}  // namespace vitviz::features
