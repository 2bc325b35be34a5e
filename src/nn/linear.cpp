// SPDX-License-Identifier: Apache-2.0
#include "nn/linear.h"

#include "base/check.h"

namespace vitviz::nn {

Linear::Linear(tensor::ConstMatrixRef weights, tensor::ConstVectorRef bias, Precision precision)
    : weights_(weights, precision), bias_(bias) {
  VITVIZ_CHECK(weights.rows() == bias.cols());
}

}  // namespace vitviz::nn
