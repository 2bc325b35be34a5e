// SPDX-License-Identifier: Apache-2.0
// What a classifier reads of the tokens.
#pragma once

namespace vitviz::model {

enum class Pooled {
  kCls,
  kPatchMean,        // MAE fine-tuned, BEiT, and whatever has no CLS
  kPatchMax,         // timm's "max": the largest of each column
  kPatchMeanAndMax,  // timm's "avgmax": half of mean + max
  kClsAndPatchMean,  // DINOv2: [CLS, mean], 2·D numbers
};

}  // namespace vitviz::model
