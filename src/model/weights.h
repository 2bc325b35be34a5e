// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace vitviz::model {
struct Weights {};
}  // namespace vitviz::model
