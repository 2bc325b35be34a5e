// SPDX-License-Identifier: Apache-2.0
// Bytes as text (RFC 4648).
#pragma once

#include <cstddef>
#include <span>
#include <string>

namespace vitviz::base {

[[nodiscard]] std::string base64(std::span<const std::byte> bytes);

// So many characters they take.
[[nodiscard]] constexpr std::size_t base64_size(std::size_t bytes) { return (bytes + 2) / 3 * 4; }

}  // namespace vitviz::base
