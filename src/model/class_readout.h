// SPDX-License-Identifier: Apache-2.0
// Ways to read a classifier: the one it was trained with, and others that its layer takes, which
// show what CLS and the patches know of the classes by themselves.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "model/class_head.h"
#include "tensor/shapes.h"

namespace vitviz::model {

struct ClassReadout {
  enum class Of {
    kAsTrained,
    kCls,           // the CLS token, through the head's norm and layer
    kPatchMean,     // the mean of the patches, likewise
    kDistillation,  // DeiT: the distillation token, through the layer of its own
  };
  Of of = Of::kAsTrained;
  std::string_view name;  // "cls", "mean", "cls+mean", "distillation", …
};

// The readout that the head was trained with, then those it can take besides: of a head that reads
// D numbers, CLS or the mean of the patches; of a distilled one, its two heads by themselves. None
// besides for [CLS, mean], which are 2·D numbers, and attention pooling, which makes others of
// them.
[[nodiscard]] std::vector<ClassReadout> class_readouts(const ClassHead& head, bool has_cls);

// [classes], for the tokens and the pooling head that ClassHead::features() takes.
// Requires: the readout is one of the head's.
[[nodiscard]] tensor::Vector class_logits(const ClassHead& head, const ClassReadout& readout,
                                          tensor::ConstMatrixRef tokens, int prefix,
                                          const std::optional<PoolingHead>& pooling);

}  // namespace vitviz::model
