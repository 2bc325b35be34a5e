// SPDX-License-Identifier: Apache-2.0
// How long work ends early: whoever may want to end it hands in a std::stop_token, and the work
// looks at it often enough.
#pragma once

#include <stop_token>

namespace vitviz::base {

// Thrown by work that was asked to stop. It is no error: nobody is to be told of it.
struct Stopped {};

inline void stop_if_requested(const std::stop_token& stop) {
  if (stop.stop_requested()) throw Stopped{};
}

}  // namespace vitviz::base
