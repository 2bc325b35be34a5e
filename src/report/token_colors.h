// SPDX-License-Identifier: Apache-2.0
// The patch tokens of every block as colours: patches that a block represents similarly have
// similar ones (maps/pca.h).
#pragma once

#include <cstdint>
#include <vector>

#include "base/thread_pool.h"
#include "model/block_observer.h"
#include "tensor/shapes.h"

namespace vitviz::report {

// Red, green and blue of each patch.
using PatchColors = std::vector<std::uint8_t>;

class TokenColors : public model::BlockObserver {
 public:
  TokenColors(int blocks, int patches);

  [[nodiscard]] model::Wishes wishes(int /*block*/) const override {
    return {.tokens_after = true};
  }
  void see_tokens_after(int block, tensor::ConstMatrixRef tokens) override;

  // After the pass: each block by its own components, and all by those they have in common.
  [[nodiscard]] std::vector<PatchColors> own(base::ThreadPool& threads) const;
  [[nodiscard]] std::vector<PatchColors> common() const;

 private:
  int patches_;
  std::vector<tensor::Matrix> tokens_;  // [N, D] of each block
};

}  // namespace vitviz::report
