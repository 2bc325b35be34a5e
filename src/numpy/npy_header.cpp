// SPDX-License-Identifier: Apache-2.0
#include "numpy/npy_header.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "io/byte_cursor.h"
#include "io/model_error.h"

namespace vitviz::numpy {
namespace {

using tensor::ElementType;
using namespace std::string_view_literals;

constexpr std::string_view kMagic = "\x93NUMPY"sv;

// NumPy's types without their byte order. It has no bfloat16: JAX's extension is saved as 'V2'.
constexpr std::array kTypes = {
    std::pair{"f4"sv, ElementType::kF32},  std::pair{"f2"sv, ElementType::kF16},
    std::pair{"V2"sv, ElementType::kBF16}, std::pair{"f8"sv, ElementType::kF64},
    std::pair{"i8"sv, ElementType::kI64},  std::pair{"i4"sv, ElementType::kI32},
    std::pair{"i2"sv, ElementType::kI16},  std::pair{"i1"sv, ElementType::kI8},
    std::pair{"u8"sv, ElementType::kU64},  std::pair{"u4"sv, ElementType::kU32},
    std::pair{"u2"sv, ElementType::kU16},  std::pair{"u1"sv, ElementType::kU8},
    std::pair{"b1"sv, ElementType::kBool}};

// The header is a Python dict: {'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }
class DictReader {
 public:
  DictReader(std::string_view text, std::string_view array, std::string_view file)
      : text_(text), array_(array), file_(file) {}

  NpyHeader read() {
    expect('{');
    while (!accept('}')) {
      const std::string_view key = quoted();
      expect(':');
      read_value(key);
      if (header_is_of_no_tensor_) return {};
      if (!accept(',')) {
        expect('}');
        break;
      }
    }
    if (fields_seen_ != 0b111) fail("it lacks one of descr, fortran_order, shape");
    return std::move(header_);
  }

 private:
  void read_value(std::string_view key) {
    if (key == "descr") {
      see(0b001);
      read_type();
    } else if (key == "fortran_order") {
      see(0b010);
      header_.fortran_order = truth_value();
    } else if (key == "shape") {
      see(0b100);
      read_shape();
    } else {
      fail(fmt::format("it has the unknown field {}", io::in_quotes(key)));
    }
  }

  void read_type() {
    skip_spaces();
    // A list describes records.
    if (!text_.empty() && text_.front() == '[') {
      header_is_of_no_tensor_ = true;
      return;
    }
    std::string_view type = quoted();
    const bool has_order = !type.empty() && "<>|="sv.find(type.front()) != std::string_view::npos;
    const char order = has_order ? type.front() : '|';
    if (has_order) type.remove_prefix(1);
    const auto* found = std::find_if(kTypes.begin(), kTypes.end(),
                                     [&](const auto& known) { return known.first == type; });
    header_is_of_no_tensor_ = found == kTypes.end();
    if (header_is_of_no_tensor_) return;
    if (order == '>') {
      io::fail_model(file_, fmt::format("array {} is big-endian", io::in_quotes(array_)),
                     "save it again with array.astype('<f4')");
    }
    header_.type = found->second;
  }

  void read_shape() {
    expect('(');
    while (!accept(')')) {
      if (header_.shape.size() == kMaxNpyDimensions) {
        fail(fmt::format("it has more than {} dimensions", kMaxNpyDimensions));
      }
      header_.shape.push_back(dimension());
      if (!accept(',')) {
        expect(')');
        break;
      }
    }
  }

  std::int64_t dimension() {
    skip_spaces();
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text_.data(), text_.data() + text_.size(), number);
    if (error != std::errc() || number < 0) fail("a dimension is no whole number below 2^63");
    text_.remove_prefix(static_cast<std::size_t>(end - text_.data()));
    // Python 2 wrote long integers with an L.
    if (!text_.empty() && text_.front() == 'L') text_.remove_prefix(1);
    return number;
  }

  bool truth_value() {
    skip_spaces();
    for (const std::string_view word : {"True"sv, "False"sv}) {
      if (text_.substr(0, word.size()) != word) continue;
      text_.remove_prefix(word.size());
      return word == "True";
    }
    fail("fortran_order is neither True nor False");
  }

  std::string_view quoted() {
    skip_spaces();
    const char quote = text_.empty() ? '\0' : text_.front();
    if (quote != '\'' && quote != '"') fail("a text is expected");
    const std::size_t end = text_.find(quote, 1);
    if (end == std::string_view::npos) fail("a text does not end");
    const std::string_view found = text_.substr(1, end - 1);
    text_.remove_prefix(end + 1);
    return found;
  }

  bool accept(char c) {
    skip_spaces();
    if (text_.empty() || text_.front() != c) return false;
    text_.remove_prefix(1);
    return true;
  }

  void expect(char c) {
    if (!accept(c)) fail(fmt::format("'{}' is expected", c));
  }

  void skip_spaces() {
    text_.remove_prefix(std::min(text_.find_first_not_of(" \t\r\n"), text_.size()));
  }

  void see(unsigned field) {
    if ((fields_seen_ & field) != 0) fail("it has a field twice");
    fields_seen_ |= field;
  }

  [[noreturn]] void fail(std::string_view why) const {
    io::fail_model(
        file_, fmt::format("array {}: its header cannot be read: {}", io::in_quotes(array_), why));
  }

  std::string_view text_;  // what is left of it
  std::string_view array_;
  std::string_view file_;
  NpyHeader header_;
  unsigned fields_seen_ = 0;
  bool header_is_of_no_tensor_ = false;
};

}  // namespace

NpyHeader parse_npy_header(std::span<const std::byte> bytes, std::string_view array,
                           std::string_view file) {
  const std::string name = fmt::format("{}, array {}", file, io::in_quotes(array));
  io::ByteCursor cursor(bytes, name);
  const auto magic = cursor.take(kMagic.size());
  if (std::string_view(reinterpret_cast<const char*>(magic.data()), magic.size()) != kMagic) {
    io::fail_model(name, "is no NumPy array");
  }
  const auto version = cursor.take<std::uint8_t>();
  cursor.take<std::uint8_t>();
  if (version < 1 || version > 3) {
    io::fail_model(name, fmt::format("has version {} of NumPy's format, known are 1 to 3", version),
                   "save it again with a current NumPy");
  }
  const std::uint64_t length =
      version == 1 ? cursor.take<std::uint16_t>() : cursor.take<std::uint32_t>();
  if (length > kMaxNpyHeaderBytes) {
    io::fail_model(
        name, fmt::format("has a header of {} bytes, {} are allowed", length, kMaxNpyHeaderBytes),
        "save it again as a plain array of numbers");
  }
  const auto text = cursor.take(length);
  NpyHeader header =
      DictReader({reinterpret_cast<const char*>(text.data()), text.size()}, array, file).read();
  header.data_begin = cursor.position();
  return header;
}

}  // namespace vitviz::numpy
