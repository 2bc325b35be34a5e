// SPDX-License-Identifier: Apache-2.0
#include "maps/fuse_heads.h"

#include "base/check.h"

namespace vitviz::maps {

tensor::Vector fuse_heads(tensor::ConstMatrixRef heads, tensor::HeadFusion fusion) {
  VITVIZ_CHECK(heads.rows() >= 1);
  // Head by head, so that every patch is summed in the same order wherever it lies in memory.
  tensor::Matrix fused = heads.row(0);
  for (Eigen::Index head = 1; head < heads.rows(); ++head) {
    tensor::fuse_head(fusion, heads.row(head), fused);
  }
  tensor::finish_fusion(fusion, static_cast<int>(heads.rows()), fused);
  return fused;
}

}  // namespace vitviz::maps
