// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace vitviz::nn {

enum class GridFilter { kBicubicAntialiased };

}  // namespace vitviz::nn
