// SPDX-License-Identifier: Apache-2.0
#include "torch/pickle_reader.h"

#include <bit>
#include <charconv>
#include <system_error>

namespace vitviz::torch {
namespace {

using Kind = PickleKind;

// Reads all of `digits`; the error says why it cannot.
template <typename Number>
std::errc read_all(std::string_view digits, Number& number) {
  const char* end = digits.data() + digits.size();
  const auto result = std::from_chars(digits.data(), end, number);
  return result.ptr == end ? result.ec : std::errc::invalid_argument;
}

}  // namespace

std::string_view PickleReader::take_line() {
  const std::size_t length = text_of(cursor_.rest()).find('\n');
  if (length == std::string_view::npos) machine_.fail("ends within a line");
  return text_of(cursor_.take(length + 1)).substr(0, length);
}

std::uint64_t PickleReader::take_index() {
  std::uint64_t index = 0;
  if (read_all(take_line(), index) != std::errc()) machine_.fail("has an index that is no number");
  return index;
}

void PickleReader::push_unsigned(std::uint64_t value) {
  machine_.push(Kind::kInteger, static_cast<std::int64_t>(value));
}

void PickleReader::push_int32() {
  const auto value = std::bit_cast<std::int32_t>(take<std::uint32_t>());
  machine_.push(Kind::kInteger, std::int64_t{value});
}

void PickleReader::push_big_endian_real() {
  machine_.push(Kind::kReal, std::bit_cast<double>(__builtin_bswap64(take<std::uint64_t>())));
}

void PickleReader::push_long(std::string_view little_endian) {
  if (little_endian.size() > sizeof(std::int64_t)) {
    return machine_.push(Kind::kBigInteger, little_endian);
  }
  const bool is_negative =
      !little_endian.empty() && (static_cast<unsigned char>(little_endian.back()) & 0x80) != 0;
  std::uint64_t value = is_negative ? ~std::uint64_t{0} : 0;
  for (std::size_t i = little_endian.size(); i-- > 0;) {
    value = (value << 8) | static_cast<unsigned char>(little_endian[i]);
  }
  machine_.push(Kind::kInteger, std::bit_cast<std::int64_t>(value));
}

void PickleReader::push_decimal(std::string_view digits) {
  std::int64_t value = 0;
  const std::errc error = read_all(digits, value);
  if (error == std::errc::result_out_of_range) return machine_.push(Kind::kBigInteger, digits);
  if (error != std::errc()) machine_.fail("has an integer that is none");
  machine_.push(Kind::kInteger, value);
}

void PickleReader::push_integer_line() {
  const std::string_view line = take_line();
  if (line == "00" || line == "01") return machine_.push(Kind::kBool, line == "01");
  push_decimal(line);
}

void PickleReader::push_long_line() {
  const std::string_view line = take_line();
  push_decimal(line.substr(0, line.size() - (line.ends_with('L') ? 1 : 0)));
}

void PickleReader::push_real_line() {
  double value = 0.0;
  if (read_all(take_line(), value) == std::errc::invalid_argument) {
    machine_.fail("has a number that is none");
  }
  machine_.push(Kind::kReal, value);
}

void PickleReader::push_quoted_line() {
  const std::string_view line = take_line();
  if (line.size() < 2 || line.front() != line.back()) machine_.fail("has a text without quotes");
  machine_.push(Kind::kText, line.substr(1, line.size() - 2));
}

void PickleReader::push_class_lines() {
  const std::string_view module = take_line();
  machine_.push_class(module, take_line());
}

}  // namespace vitviz::torch
