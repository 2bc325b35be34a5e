// SPDX-License-Identifier: Apache-2.0
// Which tokens' attention is looked at.
#pragma once

#include <span>
#include <vector>

#include "model/blueprint.h"
#include "model/token_rows.h"
#include "nn/observed_parts.h"
#include "tensor/grid.h"

namespace vitviz::model {

// The tokens of `patches`, in their order. Without patches: CLS or, without CLS, the mean of all
// patches. Requires: patches of the grid.
[[nodiscard]] std::vector<nn::ObservedQueries> observed_queries(const Blueprint& blueprint,
                                                                tensor::PatchGrid grid,
                                                                std::span<const int> patches = {});

// The rows from the first to the last of them; none for none.
[[nodiscard]] TokenRows span_of(std::span<const nn::ObservedQueries> observed);

// Of so many tokens the attention is shown at once, where that of all T is looked at.
[[nodiscard]] int queries_of_part(int heads, int tokens);

}  // namespace vitviz::model
