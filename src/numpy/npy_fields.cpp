// SPDX-License-Identifier: Apache-2.0
#include "numpy/npy_fields.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include <fmt/format.h>

#include "io/model_error.h"

namespace vitviz::numpy {
namespace {

using tensor::ElementType;
using namespace std::string_view_literals;

// NumPy's types without their byte order. It has no bfloat16: JAX's extension is saved as 'V2'.
constexpr std::array kTypes = {
    std::pair{"f4"sv, ElementType::kF32},  std::pair{"f2"sv, ElementType::kF16},
    std::pair{"V2"sv, ElementType::kBF16}, std::pair{"f8"sv, ElementType::kF64},
    std::pair{"i8"sv, ElementType::kI64},  std::pair{"i4"sv, ElementType::kI32},
    std::pair{"i2"sv, ElementType::kI16},  std::pair{"i1"sv, ElementType::kI8},
    std::pair{"u8"sv, ElementType::kU64},  std::pair{"u4"sv, ElementType::kU32},
    std::pair{"u2"sv, ElementType::kU16},  std::pair{"u1"sv, ElementType::kU8},
    std::pair{"b1"sv, ElementType::kBool}};

struct Problem {
  std::string text;
};

class DictReader {
 public:
  explicit DictReader(std::string_view text) : text_(text) {}

  // Throws Problem.
  NpyFields read() {
    expect('{');
    while (!accept('}')) {
      const std::string_view key = quoted();
      expect(':');
      read_value(key);
      if (is_of_no_tensor_) return std::move(fields_);
      if (!accept(',')) {
        expect('}');
        break;
      }
    }
    if (fields_seen_ != 0b111) fail("it lacks one of descr, fortran_order, shape");
    return std::move(fields_);
  }

 private:
  void read_value(std::string_view key) {
    if (key == "descr") {
      see(0b001);
      read_type();
    } else if (key == "fortran_order") {
      see(0b010);
      fields_.fortran_order = truth_value();
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
      is_of_no_tensor_ = true;
      return;
    }
    std::string_view type = quoted();
    fields_.type_name = type;
    const bool has_order = !type.empty() && "<>|="sv.find(type.front()) != std::string_view::npos;
    const char order = has_order ? type.front() : '|';
    if (has_order) type.remove_prefix(1);
    const auto* found = std::find_if(kTypes.begin(), kTypes.end(),
                                     [&](const auto& known) { return known.first == type; });
    is_of_no_tensor_ = found == kTypes.end();
    if (is_of_no_tensor_) return;
    fields_.is_big_endian = order == '>';
    fields_.type = found->second;
  }

  void read_shape() {
    expect('(');
    while (!accept(')')) {
      if (fields_.shape.size() == kMaxNpyDimensions) {
        fail(fmt::format("it has more than {} dimensions", kMaxNpyDimensions));
      }
      fields_.shape.push_back(dimension());
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

  [[noreturn]] static void fail(std::string_view why) { throw Problem{std::string(why)}; }

  std::string_view text_;  // what is left of it
  NpyFields fields_;
  unsigned fields_seen_ = 0;
  bool is_of_no_tensor_ = false;
};

}  // namespace

std::optional<NpyFields> parse_npy_fields(std::string_view text, std::string& problem) {
  try {
    return DictReader(text).read();
  } catch (Problem& found) {
    problem = std::move(found.text);
    return std::nullopt;
  }
}

}  // namespace vitviz::numpy
