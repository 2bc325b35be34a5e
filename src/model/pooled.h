// SPDX-License-Identifier: Apache-2.0
// What a classifier reads of the tokens.
#pragma once

namespace vitviz::model {

enum class Pooled {
  kCls,
  kPatchMean,        // MAE fine-tuned, BEiT, and whatever has no CLS
  kRawPatchMean,     // CLIP in transformers: of the patches before the final norm
  kPatchMax,         // timm's "max": the largest of each column
  kPatchMeanAndMax,  // timm's "avgmax": half of mean + max
  kClsAndPatchMean,  // DINOv2: [CLS, mean], 2·D numbers
  kAttention,        // timm's "map": what one learned query makes of the patches
};

}  // namespace vitviz::model
