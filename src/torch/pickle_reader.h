// SPDX-License-Identifier: Apache-2.0
// What follows an opcode in a pickle: numbers and texts, as bytes or as lines of digits.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "io/byte_cursor.h"
#include "torch/pickle_machine.h"

namespace vitviz::torch {

class PickleReader {
 public:
  PickleReader(io::ByteCursor& cursor, PickleMachine& machine)
      : cursor_(cursor), machine_(machine) {}

  [[nodiscard]] PickleMachine& machine() { return machine_; }

  template <std::unsigned_integral Number>
  Number take() {
    return cursor_.take<Number>();
  }
  // As many bytes as the number before them says.
  template <std::unsigned_integral Length>
  std::string_view take_counted() {
    return text_of(cursor_.take(cursor_.take<Length>()));
  }
  std::string_view take_line();  // without its end
  std::uint64_t take_index();    // a line of digits

  // Each takes one value and pushes it.
  void push_unsigned(std::uint64_t value);         // below 2^63
  void push_int32();                               // 4 bytes, little-endian
  void push_big_endian_real();                     // 8 bytes
  void push_long(std::string_view little_endian);  // two's complement; no bytes are 0
  void push_integer_line();                        // digits; "00" and "01" are truth values
  void push_long_line();                           // digits, maybe with an L
  void push_real_line();
  void push_quoted_line();  // escapes stay as they are written
  void push_class_lines();  // module and name

 private:
  static std::string_view text_of(std::span<const std::byte> bytes) {
    return {static_cast<const char*>(static_cast<const void*>(bytes.data())), bytes.size()};
  }
  void push_decimal(std::string_view digits);

  io::ByteCursor& cursor_;
  PickleMachine& machine_;
};

}  // namespace vitviz::torch
