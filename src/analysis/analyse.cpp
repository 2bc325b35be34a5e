// SPDX-License-Identifier: Apache-2.0
#include "analysis/analyse.h"

#include <cstddef>
#include <utility>

namespace vitviz::analysis {
namespace {

std::vector<tensor::Matrix> maps_of(const NetworkOutput& output, const std::vector<Query>& queries,
                                    const Inquiry& inquiry) {
  const MapKind& kind = inquiry.selection.map();
  std::vector<tensor::Matrix> maps;
  for (std::size_t i = 0; i < output.attention.size(); ++i) {
    maps.push_back(
        kind.compute({output.attention[i], output.rollout.empty() ? nullptr : &output.rollout[i],
                      output.block_tokens, queries.empty() ? nullptr : &queries[i],
                      inquiry.model.blueprint(), inquiry.selection}));
  }
  return maps;
}

}  // namespace

Analysis analyse(PhotoInput photo, const Inquiry& inquiry, base::ThreadPool& threads,
                 const BlockObserver& on_block) {
  NetworkOutput output = run_network(photo, inquiry, threads, on_block);
  return interpret(std::move(photo), std::move(output), inquiry);
}

Analysis interpret(PhotoInput photo, NetworkOutput output, const Inquiry& inquiry) {
  std::vector<tensor::Matrix> maps = maps_of(output, photo.queries, inquiry);
  return {std::move(photo), std::move(output), std::move(maps)};
}

}  // namespace vitviz::analysis
