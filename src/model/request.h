// SPDX-License-Identifier: Apache-2.0
// What is asked of one forward pass, and what it leaves behind.
#pragma once

#include <vector>

#include "model/block_observer.h"
#include "nn/step_times.h"
#include "tensor/shapes.h"

namespace vitviz::model {

// How far the forward pass goes.
enum class Goal {
  kBlocks,   // as far as the observers wish to see: for the last block's attention, to its softmax
  kPooling,  // to the attention of the pooling head, where there is one
  kTokens,   // to the end: the final tokens, the classes and the pooling head's attention
};

struct Request {
  Goal goal = Goal::kBlocks;
  std::vector<BlockObserver*> observers = {};  // must outlive the pass
  nn::StepTimes* times = nullptr;              // what the threads do is added to it
};

// What a forward pass leaves behind, beside what the observers saw.
struct Result {
  tensor::Matrix tokens;             // [T, D] after the final norm; empty unless Goal::kTokens
  tensor::Vector features;           // what the classifier reads; empty likewise, or without one
  tensor::Vector logits;             // [classes]; empty likewise
  tensor::Matrix pooling_attention;  // [H, T]; empty for Goal::kBlocks, or without a pooling head
};

// Which tokens of a block are meant.
enum class TokenState {
  kBlock,   // as a block leaves them: the residual stream
  kNormed,  // after the model's final norm, whatever the block
};

}  // namespace vitviz::model
