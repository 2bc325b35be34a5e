// SPDX-License-Identifier: Apache-2.0
// Which of the places that were asked about is meant.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>

#include "base/error.h"
#include "library/answers.h"

namespace vitviz::library {

// Counted from 0; CLS counts as one. Throws base::Error(kArgument) where there is none of that
// number.
[[nodiscard]] inline std::size_t checked_query(int query, const Answers& answers) {
  const auto count = static_cast<int>(std::max<std::size_t>(1, answers.look().queries.size()));
  if (query < 0 || query >= count) {
    base::fail_argument("query", std::to_string(query), "there is no such",
                        "they are counted from 0 to " + std::to_string(count - 1));
  }
  return static_cast<std::size_t>(query);
}

}  // namespace vitviz::library
