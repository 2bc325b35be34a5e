// SPDX-License-Identifier: Apache-2.0
// What some models add to attention's scores before the softmax.
#pragma once

#include <functional>

#include "tensor/shapes.h"

namespace vitviz::nn {

// Writes what is added to the scores of some queries and keys of one head: `bias` is
// [queries from first_query on, keys from first_key on].
using ScoreBias =
    std::function<void(int head, int first_query, int first_key, tensor::MatrixRef bias)>;

}  // namespace vitviz::nn
