// SPDX-License-Identifier: Apache-2.0
// Something dangerous done in a process of its own, which is watched: its time, its memory, and
// that it writes nothing.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>

namespace vitviz::test {

struct ChildResult {
  std::string answer;            // what `action` returned; empty when it did not
  std::string ending;            // how the process ended otherwise, as in "signal 11"; else empty
  std::uint64_t peak_bytes = 0;  // memory at its most, with that of this process when it began
};

// Whether this program has the address sanitizer, which takes memory of its own.
[[nodiscard]] bool is_sanitized();

// Runs `action` in a copy of this process, in the current folder; it may neither write to files nor
// take more time of the processor than `limit`. An exception it throws is its ending; sanitizers'
// reports go to stderr.
[[nodiscard]] ChildResult in_child(const std::function<std::string()>& action,
                                   std::chrono::seconds limit);

}  // namespace vitviz::test
