// SPDX-License-Identifier: Apache-2.0
// A layer that may differ between patches and the prefix tokens before them.
#pragma once

#include <optional>

#include "tensor/shapes.h"

namespace vitviz::model {

// A layer for all tokens, or one for patches and one for the prefix tokens where a model treats CLS
// apart (Marouani et al., 2026).
template <typename Layer>
struct PatchAndPrefix {
  Layer patches;
  std::optional<Layer> prefix;

  // y = layer(x), a token per row, of which the first `prefix_rows` are prefix tokens. `more` is
  // what Layer::apply() takes beside x and y.
  template <typename... More>
  void apply(tensor::ConstMatrixRef x, tensor::MatrixRef y, int prefix_rows,
             const More&... more) const {
    const int own = prefix ? prefix_rows : 0;
    const tensor::Matrix x_prefix = x.topRows(own);  // y may be x
    const tensor::Matrix y_prefix = y.topRows(own);
    patches.apply(x, y, more...);  // of all rows, so that parts of products begin where rows do
    if (own == 0) return;
    y.topRows(own) = y_prefix;
    prefix->apply(x_prefix, y.topRows(own), more...);
  }
};

}  // namespace vitviz::model
