// SPDX-License-Identifier: Apache-2.0
// Measures wall-clock time.
#pragma once

#include <chrono>

namespace vitviz::base {

class Stopwatch {
 public:
  // Seconds since construction or the last lap().
  [[nodiscard]] double seconds() const {
    return std::chrono::duration<double>(Clock::now() - start_).count();
  }

  // Seconds since the last lap; the next one begins now.
  double lap() {
    const double elapsed = seconds();
    start_ = Clock::now();
    return elapsed;
  }

 private:
  using Clock = std::chrono::steady_clock;
  Clock::time_point start_ = Clock::now();
};

}  // namespace vitviz::base
