// SPDX-License-Identifier: Apache-2.0
// One photo's way through the network, with all that its results need and nothing else.
#pragma once

#include <functional>
#include <optional>
#include <stop_token>
#include <vector>

#include "base/thread_pool.h"
#include "cli/map_selection.h"
#include "cli/options.h"
#include "cli/photo_input.h"
#include "cli/prefix_share.h"
#include "color/value_range.h"
#include "maps/pca.h"
#include "model/vision_transformer.h"
#include "screen/terminal_screen.h"
#include "tensor/attention_maps.h"
#include "tensor/shapes.h"

namespace vitviz::cli {

// What all photos of one call have in common. Nothing in it changes while they are drawn.
struct DrawJob {
  const Options& options;
  const model::VisionTransformer& model;
  const MapSelection& selection;
  std::stop_token stop = {};              // ends it early
  text_pictures::TextScreen screen = {};  // what --view terminal draws on
  const maps::ColorBasis* pca = nullptr;  // of --view pca, where photos have it in common
  // Of the colours of all maps, where photos have it in common.
  std::optional<color::ValueRange> range = {};
};

// Each vector over queries has one entry without --query.
struct NetworkOutput {
  std::vector<tensor::AttentionMaps> attention;        // of each query: all blocks and heads
  std::vector<std::vector<PrefixShare>> prefix_share;  // of each query and drawn block
  std::vector<tensor::Matrix> rollout;                 // of each query: [B · H', T]
  std::vector<tensor::Matrix> block_tokens;            // [T, D] of each drawn block, if needed
  tensor::Matrix tokens;                               // [T, D] after the final norm, if needed
  tensor::Vector logits;                               // [classes], likewise
};

// Called after each block of the forward pass.
using BlockObserver = std::function<void()>;

// Throws Error(kModel) when the model's numbers are broken, and Stopped.
[[nodiscard]] NetworkOutput run_network(const PhotoInput& input, const DrawJob& job,
                                        base::ThreadPool& threads, const BlockObserver& on_block);

}  // namespace vitviz::cli
