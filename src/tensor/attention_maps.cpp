// SPDX-License-Identifier: Apache-2.0
#include "tensor/attention_maps.h"

#include "base/check.h"

namespace vitviz::tensor {

AttentionMaps::AttentionMaps(int blocks, int heads, PatchGrid grid)
    : blocks_(blocks), heads_(heads), grid_(grid) {
  VITVIZ_CHECK(blocks >= 1 && heads >= 1 && grid.rows >= 1 && grid.cols >= 1);
  values_.resize(static_cast<std::size_t>(blocks) * static_cast<std::size_t>(heads) *
                 static_cast<std::size_t>(grid.count()));
}

Eigen::Map<Matrix> AttentionMaps::block(int block) {
  return {values_.data() + offset(block), heads_, grid_.count()};
}

Eigen::Map<const Matrix> AttentionMaps::block(int block) const {
  return {values_.data() + offset(block), heads_, grid_.count()};
}

std::size_t AttentionMaps::offset(int block) const {
  VITVIZ_CHECK(block >= 0 && block < blocks_);
  return static_cast<std::size_t>(block) * static_cast<std::size_t>(heads_) *
         static_cast<std::size_t>(grid_.count());
}

}  // namespace vitviz::tensor
