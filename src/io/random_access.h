// SPDX-License-Identifier: Apache-2.0
// Bytes that are read from any place, wherever they are.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>

namespace vitviz::io {

struct RandomAccess {
  std::uint64_t size = 0;
  // Fills `to` with what lies from byte `at` on, and returns how much: less at the end, and where
  // the system refuses to read on.
  std::function<std::size_t(std::uint64_t at, std::span<std::byte> to)> read;
};

// `bytes` must outlive it.
[[nodiscard]] RandomAccess in_memory(std::span<const std::byte> bytes);

}  // namespace vitviz::io
