// SPDX-License-Identifier: Apache-2.0
#include "saliency/fuse_heads.h"

#include "base/check.h"

namespace vitviz::saliency {

tensor::Vector fuse_heads(tensor::ConstMatrixRef heads, HeadFusion fusion) {
  VITVIZ_CHECK(heads.rows() >= 1);
  // Head by head, so that every patch is summed in the same order wherever it lies in memory.
  tensor::Vector fused = heads.row(0);
  for (Eigen::Index head = 1; head < heads.rows(); ++head) {
    switch (fusion) {
      case HeadFusion::kMean:
        fused += heads.row(head);
        break;
      case HeadFusion::kMax:
        fused = fused.cwiseMax(heads.row(head));
        break;
      case HeadFusion::kMin:
        fused = fused.cwiseMin(heads.row(head));
        break;
    }
  }
  if (fusion == HeadFusion::kMean) fused /= static_cast<float>(heads.rows());
  return fused;
}

}  // namespace vitviz::saliency
