// SPDX-License-Identifier: Apache-2.0
// Text as the bytes that a file holds of it.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace vitviz::base {

// `text` must outlive them.
[[nodiscard]] inline std::span<const std::byte> bytes_of(std::string_view text) {
  return std::as_bytes(std::span(text));
}

}  // namespace vitviz::base
