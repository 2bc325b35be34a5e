// SPDX-License-Identifier: Apache-2.0
#include "features/csv_rows.h"

#include <algorithm>
#include <cstddef>

#include <fmt/format.h>

#include "base/error.h"

namespace vitviz::features {
namespace {

class CsvReader {
 public:
  CsvReader(std::string_view text, const std::string& name) : rest_(text), name_(name) {
    constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
    if (rest_.starts_with(kByteOrderMark)) rest_.remove_prefix(kByteOrderMark.size());
  }

  std::vector<CsvRow> rows() {
    std::vector<CsvRow> rows;
    while (!rest_.empty()) {
      if (take_end_of_line()) continue;
      rows.push_back(row());
    }
    return rows;
  }

 private:
  CsvRow row() {
    CsvRow row = {.line = line_, .fields = {field()}};
    while (!rest_.empty() && !take_end_of_line()) {
      rest_.remove_prefix(1);  // the comma, the only other thing that ends a field
      row.fields.push_back(field());
    }
    return row;
  }

  std::string field() {
    if (rest_.starts_with('"')) return quoted_field();
    const std::size_t end = std::min(rest_.find_first_of(",\n\""), rest_.size());
    if (end < rest_.size() && rest_[end] == '"') fail("a quote within a field");
    std::string_view text = rest_.substr(0, end);
    if (end < rest_.size() && rest_[end] == '\n' && text.ends_with('\r')) text.remove_suffix(1);
    rest_.remove_prefix(end);
    return std::string(text);
  }

  std::string quoted_field() {
    const int first_line = line_;
    rest_.remove_prefix(1);
    std::string text;
    while (!rest_.empty()) {
      const char c = rest_.front();
      rest_.remove_prefix(1);
      if (c == '\n') ++line_;
      if (c != '"') {
        text += c;
      } else if (rest_.starts_with('"')) {
        text += '"';
        rest_.remove_prefix(1);
      } else {
        if (!is_at_end_of_field()) fail("text behind the quote that ends a field");
        return text;
      }
    }
    line_ = first_line;
    fail("a quote that is not closed");
  }

  [[nodiscard]] bool is_at_end_of_field() const {
    return rest_.empty() || rest_.starts_with(',') || rest_.starts_with('\n') ||
           rest_.starts_with("\r\n");
  }

  bool take_end_of_line() {
    const std::size_t size = rest_.starts_with("\r\n") ? 2 : rest_.starts_with('\n') ? 1 : 0;
    rest_.remove_prefix(size);
    if (size > 0) ++line_;
    return size > 0;
  }

  [[noreturn]] void fail(std::string_view what) const {
    throw base::Error(
        base::ErrorCode::kInput, fmt::format("{}, line {}: {}", name_, line_, what),
        "a field with commas or quotes is written \"in quotes\", its own quotes twice");
  }

  std::string_view rest_;
  std::string name_;
  int line_ = 1;
};

}  // namespace

std::vector<CsvRow> csv_rows(std::string_view text, const std::string& name) {
  return CsvReader(text, name).rows();
}

}  // namespace vitviz::features
