// SPDX-License-Identifier: Apache-2.0
#include "tensor/head_fusion.h"

namespace vitviz::tensor {

void fuse_head(HeadFusion fusion, ConstMatrixRef head, MatrixRef fused) {
  switch (fusion) {
    case HeadFusion::kMean:
      fused += head;
      break;
    case HeadFusion::kMax:
      fused = fused.cwiseMax(head);
      break;
    case HeadFusion::kMin:
      fused = fused.cwiseMin(head);
      break;
  }
}

void finish_fusion(HeadFusion fusion, int heads, MatrixRef fused) {
  if (fusion == HeadFusion::kMean) fused /= static_cast<float>(heads);
}

}  // namespace vitviz::tensor
