// SPDX-License-Identifier: Apache-2.0
// Which tokens' attention a request observes.
#pragma once

#include <vector>

#include "model/blueprint.h"
#include "model/request.h"
#include "model/token_rows.h"
#include "nn/attention.h"
#include "tensor/shapes.h"

namespace vitviz::model {

// A range of tokens for each row that a head hands out: at least one.
[[nodiscard]] std::vector<nn::ObservedQueries> observed_queries(const Blueprint& blueprint,
                                                                tensor::PatchGrid grid,
                                                                const Request& request);

// The rows that hold all observed queries, and those between them.
[[nodiscard]] TokenRows span_of(const std::vector<nn::ObservedQueries>& observed);

}  // namespace vitviz::model
