// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace vitviz::base {

// The number of processors this process may run on, at least 1.
[[nodiscard]] int available_processors();

}  // namespace vitviz::base
