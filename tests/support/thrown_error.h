// SPDX-License-Identifier: Apache-2.0
// The error that some code is expected to throw.
#pragma once

#include <optional>
#include <string_view>

#include "base/error.h"

namespace vitviz::test {

// The base::Error that `action` throws, or nothing.
template <typename Action>
[[nodiscard]] std::optional<base::Error> error_of(Action action) {
  try {
    action();
  } catch (const base::Error& error) {
    return error;
  }
  return std::nullopt;
}

// Whether `text` contains `part`.
[[nodiscard]] inline bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

}  // namespace vitviz::test
