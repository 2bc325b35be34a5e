// SPDX-License-Identifier: Apache-2.0
#include "io/random_access.h"

#include <algorithm>

namespace vitviz::io {

RandomAccess in_memory(std::span<const std::byte> bytes) {
  return {bytes.size(), [bytes](std::uint64_t at, std::span<std::byte> to) {
            const std::uint64_t begin = std::min<std::uint64_t>(at, bytes.size());
            const std::uint64_t count = std::min<std::uint64_t>(to.size(), bytes.size() - begin);
            std::copy_n(bytes.begin() + static_cast<std::ptrdiff_t>(begin), count, to.begin());
            return static_cast<std::size_t>(count);
          }};
}

}  // namespace vitviz::io
