// SPDX-License-Identifier: Apache-2.0
// How results name the precision of a model's products.
#pragma once

#include <array>

#include "base/named.h"
#include "nn/precision.h"

namespace vitviz::model {

inline constexpr std::array kPrecisions = {
    base::Named{"f32", nn::Precision::kF32},
    base::Named{"bf16", nn::Precision::kBf16},
};

}  // namespace vitviz::model
