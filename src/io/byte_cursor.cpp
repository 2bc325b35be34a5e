// SPDX-License-Identifier: Apache-2.0
#include "io/byte_cursor.h"

#include <algorithm>
#include <limits>

#include "io/model_error.h"

namespace vitviz::io {

std::span<const std::byte> ByteCursor::take(std::uint64_t count) {
  const std::span<const std::byte> left = rest();
  if (count > left.size()) {
    // A count near 2^64 must not wrap around in the message.
    const std::uint64_t most = std::numeric_limits<std::uint64_t>::max() - position_;
    fail_truncated(name_, bytes_.size(), position_ + std::min(count, most), Expected::kAtLeast);
  }
  position_ += count;
  return left.first(count);
}

}  // namespace vitviz::io
