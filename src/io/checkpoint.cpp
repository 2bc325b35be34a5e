// SPDX-License-Identifier: Apache-2.0
#include "io/checkpoint.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/check.h"

namespace vitviz::io {

std::string to_string(const Shape& shape) { return fmt::format("[{}]", fmt::join(shape, ", ")); }

std::optional<std::uint64_t> stored_bytes(const Shape& shape, tensor::ElementType type) {
  std::uint64_t product = bytes_per_element(type);
  bool is_empty = false;
  for (const std::int64_t dimension : shape) {
    VITVIZ_CHECK(dimension >= 0);
    if (dimension == 0) {
      is_empty = true;
    } else if (__builtin_mul_overflow(product, static_cast<std::uint64_t>(dimension), &product)) {
      return std::nullopt;
    }
  }
  return is_empty ? 0 : product;
}

}  // namespace vitviz::io
