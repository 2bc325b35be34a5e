// SPDX-License-Identifier: Apache-2.0
// The checksum of ZIP, PNG and gzip, at several gigabytes a second.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace vitviz::io {

// Of `bytes` behind others whose checksum is `before`; 0 where there are none.
[[nodiscard]] std::uint32_t crc32(std::uint32_t before, std::span<const std::byte> bytes);

}  // namespace vitviz::io
