// SPDX-License-Identifier: Apache-2.0
// From all tokens of a photo to one vector: what CLS knows, what the mean of the patches knows.
#pragma once

#include <array>
#include <optional>
#include <string>

#include "base/named.h"
#include "model/request.h"
#include "model/vision_transformer.h"
#include "tensor/shapes.h"

namespace vitviz::features {

enum class Readout {
  kOwn,  // what the model's classifier reads; without one, what its pooling head makes of the
         // patches; without that CLS, or else the mean
  kCls,
  kMean,        // of the patches
  kClsAndMean,  // both, one behind the other: [2·D]
  kRegisters,   // one behind the other
  kPatches,     // a row for each patch
  kPool,        // what the model's pooling head makes of the patches
};

inline constexpr std::array kReadouts = {
    base::Named{"own", Readout::kOwn},
    base::Named{"cls", Readout::kCls},
    base::Named{"mean", Readout::kMean},
    base::Named{"cls+mean", Readout::kClsAndMean},
    base::Named{"registers", Readout::kRegisters},
    base::Named{"patches", Readout::kPatches},
    base::Named{"pool", Readout::kPool},
};

// Which features are wanted.
struct FeatureChoice {
  Readout readout = Readout::kOwn;
  int block = -1;  // −1 is the last; kOwn and kPool take the last alone
  model::TokenState state = model::TokenState::kNormed;
  bool project = false;    // through CLIP's projection, which is of CLS
  bool normalize = false;  // each row brought to length 1
};

// Throws Error(kArgument) when the model has no such tokens, head or block.
void check_choice(const FeatureChoice& choice, const model::Blueprint& blueprint);

// The block that is meant, counted from 0.
[[nodiscard]] int block_of(const FeatureChoice& choice, const model::Blueprint& blueprint);

// [1, width], or a row for each patch, of `tokens` [T, D] in the state that was chosen. Requires:
// another readout than kOwn and kPool; check_choice() was passed.
[[nodiscard]] tensor::Matrix read_out(tensor::ConstMatrixRef tokens, Readout readout,
                                      const model::Blueprint& blueprint);

// What kOwn reads of this model, by a readout of its own; nothing where its classifier reads it.
[[nodiscard]] std::optional<Readout> own_readout(const model::Blueprint& blueprint);

// Of rows that hold both readouts, CLS and then the mean, or only one of them, the columns of this
// one: [n, D] or [n, 2·D]. `width` is D. Requires: the rows hold it.
[[nodiscard]] tensor::ConstMatrixRef columns_of(tensor::ConstMatrixRef rows, Readout readout,
                                                int width);

// Each row brought to length 1; rows of zeros stay.
void normalize_rows(tensor::MatrixRef rows);

// "CLS after the final norm of block 11", for people.
[[nodiscard]] std::string describe(const FeatureChoice& choice,
                                   const model::VisionTransformer& model);

}  // namespace vitviz::features
