// SPDX-License-Identifier: Apache-2.0
// One photo's way through the network, with all that its answers need and nothing else.
#pragma once

#include <functional>
#include <stop_token>
#include <vector>

#include "analysis/map_selection.h"
#include "analysis/photo_input.h"
#include "analysis/prefix_share.h"
#include "analysis/question.h"
#include "base/thread_pool.h"
#include "model/vision_transformer.h"
#include "tensor/attention_maps.h"
#include "tensor/shapes.h"

namespace vitviz::analysis {

// What is kept of a forward pass beside what the maps need.
struct Extras {
  bool block_tokens = false;  // the tokens of the drawn blocks, whatever the map
  bool final_tokens = false;  // and logits: the pass runs to its end
};

// A question that is put to a model. What it refers to must outlive it.
struct Inquiry {
  const Question& question;
  const model::VisionTransformer& model;
  const MapSelection& selection;
  Extras extras = {};
  std::stop_token stop = {};       // ends it early
  const MaskRule* rule = nullptr;  // by which objects are found; null where none are
};

// Each vector over queries has one entry where the question has none.
struct NetworkOutput {
  std::vector<tensor::AttentionMaps> attention;        // of each query: all blocks and heads
  std::vector<std::vector<PrefixShare>> prefix_share;  // of each query and drawn block
  std::vector<tensor::Matrix> rollout;                 // of each query: [B · H', T]
  std::vector<tensor::Matrix> block_tokens;            // [T, D] of each drawn block, if needed
  std::vector<tensor::Matrix> features;  // [N, D] of each drawn block, if the mask rule needs them
  tensor::Matrix tokens;                 // [T, D] after the final norm, if needed
  tensor::Vector logits;                 // [classes], likewise
  tensor::Matrix pooling_attention;      // [H, T] of the pooling head, if the pass reached it
};

// Called after each block of the forward pass.
using BlockObserver = std::function<void()>;

// Throws Error(kModel) when the model's numbers are broken, and Stopped.
[[nodiscard]] NetworkOutput run_network(const PhotoInput& input, const Inquiry& inquiry,
                                        base::ThreadPool& threads, const BlockObserver& on_block);

}  // namespace vitviz::analysis
