// SPDX-License-Identifier: Apache-2.0
// Tells of every block that is computed, for a progress bar.
#pragma once

#include "analysis/network_output.h"
#include "model/block_observer.h"

namespace vitviz::analysis {

class BlockCounter : public model::BlockObserver {
 public:
  // `on_block` must outlive it.
  explicit BlockCounter(const analysis::BlockObserver& on_block) : on_block_(on_block) {}

  [[nodiscard]] model::Wishes wishes(int /*block*/) const override { return {}; }
  void see(const model::BlockView& /*view*/) override { on_block_(); }

 private:
  const analysis::BlockObserver& on_block_;
};

}  // namespace vitviz::analysis
