// SPDX-License-Identifier: Apache-2.0
// Reads through bytes from front to back and never beyond their end.
#pragma once

#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>

namespace vitviz::io {

class ByteCursor {
 public:
  // `name` stands for the bytes in messages; both outlive the cursor.
  ByteCursor(std::span<const std::byte> bytes, std::string_view name)
      : bytes_(bytes), name_(name) {}

  // The next `count` bytes. Throws Error(kModel), "the file ends after …", when there are fewer.
  std::span<const std::byte> take(std::uint64_t count);

  // The next little-endian number.
  template <std::unsigned_integral Number>
  Number take() {
    static_assert(std::endian::native == std::endian::little);
    Number number = 0;
    std::memcpy(&number, take(sizeof number).data(), sizeof number);
    return number;
  }

  [[nodiscard]] std::size_t position() const { return position_; }
  [[nodiscard]] std::span<const std::byte> rest() const { return bytes_.subspan(position_); }

 private:
  std::span<const std::byte> bytes_;
  std::string_view name_;
  std::size_t position_ = 0;  // never more than bytes_.size()
};

}  // namespace vitviz::io
