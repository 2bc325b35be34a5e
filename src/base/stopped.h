// SPDX-License-Identifier: Apache-2.0
// How long work ends early: whoever asks for it hands in a stop token, and it looks at the token at
// moments that leave nothing half done.
#pragma once

#include <stop_token>

namespace vitviz::base {

// Thrown where work ends because it was asked to.
struct Stopped {};

inline void stop_if_requested(const std::stop_token& stop) {
  if (stop.stop_requested()) throw Stopped{};
}

}  // namespace vitviz::base
