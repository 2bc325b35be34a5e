// SPDX-License-Identifier: Apache-2.0
#include "io/flat_json.h"

#include <optional>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "io/file_kind.h"
#include "io/model_error.h"

namespace vitviz::io {
namespace {

// Builds the table from a parser's events, so that a hostile text never becomes a tree in memory.
class FlatJsonEvents {
 public:
  explicit FlatJsonEvents(std::string_view file) : file_(file) {}

  [[nodiscard]] FlatJson take() { return std::move(table_); }

  bool start_object(std::size_t /*size*/) {
    enter(/*is_list=*/false);
    return true;
  }
  bool end_object() {
    leave();
    return true;
  }
  bool key(std::string& text) {
    path_.resize(levels_.back().path_begin);
    append(text);
    return true;
  }
  bool start_array(std::size_t /*size*/) {
    if (levels_.empty()) fail("is a list, expected an object");
    enter(/*is_list=*/true);
    return true;
  }
  bool end_array() {
    const Level& list = levels_.back();
    if (list.numbers && !list.numbers->empty()) {
      path_.resize(list.path_begin);
      put(*list.numbers);
    }
    leave();
    return true;
  }
  bool string(std::string& text) {
    add(text);
    return true;
  }
  bool boolean(bool value) {
    add(value ? "true" : "false");
    return true;
  }
  bool null() {
    begin_other_element();
    return true;
  }
  bool number_integer(std::int64_t number) { return number_text(std::to_string(number)); }
  bool number_unsigned(std::uint64_t number) { return number_text(std::to_string(number)); }
  bool number_float(double /*number*/, const std::string& text) { return number_text(text); }
  bool binary(nlohmann::json::binary_t& /*bytes*/) { fail("holds binary data"); }
  bool parse_error(std::size_t position, const std::string& /*last*/,
                   const nlohmann::json::exception& /*error*/) {
    fail(fmt::format("is no valid JSON at byte {}", position));
  }

 private:
  struct Level {
    std::size_t path_begin;  // of the object or list itself
    bool is_list;
    std::size_t count = 0;               // of a list's elements
    std::optional<std::string> numbers;  // of a list that has nothing else so far
  };

  void enter(bool is_list) {
    if (levels_.size() == kMaxJsonDepth) {
      fail(fmt::format("is nested more than {} deep", kMaxJsonDepth));
    }
    begin_other_element();
    levels_.push_back({path_.size(), is_list, 0, std::nullopt});
    if (is_list) levels_.back().numbers.emplace();
  }

  void leave() {
    path_.resize(levels_.back().path_begin);
    levels_.pop_back();
  }

  // A path that is too long stays so, one byte beyond its limit.
  void append(std::string_view part) {
    if (!path_.empty()) path_ += '.';
    path_ += part;
    if (path_.size() > kMaxJsonPathBytes) path_.resize(kMaxJsonPathBytes + 1);
  }

  bool number_text(const std::string& text) {
    if (levels_.empty()) fail("is a number, expected an object");
    Level& level = levels_.back();
    if (!level.is_list || !level.numbers) {
      add(text);
      return true;
    }
    if (level.count++ > 0) *level.numbers += ',';
    *level.numbers += text;
    // Too many to be of use: they are numbered no more than written.
    if (level.numbers->size() > kMaxJsonValueBytes) level.numbers->resize(kMaxJsonValueBytes + 1);
    return true;
  }

  // An element that is no number makes its list a numbered one.
  void begin_other_element() {
    if (levels_.empty() || !levels_.back().is_list) return;
    Level& list = levels_.back();
    path_.resize(list.path_begin);
    if (list.numbers) number_elements(list);
    append(std::to_string(list.count++));
  }

  // Enters the numbers before the first other element one by one.
  void number_elements(Level& list) {
    const std::string numbers = std::move(*list.numbers);
    list.numbers.reset();
    if (numbers.size() > kMaxJsonValueBytes) return;
    std::size_t begin = 0;
    for (std::size_t i = 0; i < list.count; ++i) {
      const std::size_t end = std::min(numbers.find(',', begin), numbers.size());
      append(std::to_string(i));
      put(numbers.substr(begin, end - begin));
      path_.resize(list.path_begin);
      begin = end + 1;
    }
  }

  void add(const std::string& value) {
    if (levels_.empty()) fail("is no JSON object");
    begin_other_element();
    put(value);
  }

  void put(const std::string& value) {
    if (path_.size() > kMaxJsonPathBytes || value.size() > kMaxJsonValueBytes) return;
    if (table_.size() == kMaxJsonEntries) {
      fail(fmt::format("has more than {} entries", kMaxJsonEntries));
    }
    table_.insert_or_assign(path_, value);
  }

  [[noreturn]] void fail(std::string_view what) const { fail_model(file_, what); }

  std::string_view file_;
  FlatJson table_;
  std::string path_;  // of the next value
  std::vector<Level> levels_;
};

}  // namespace

FlatJson parse_flat_json(std::span<const std::byte> bytes, std::string_view name) {
  if (bytes.size() > kMaxJsonBytes) {
    fail_model(name, fmt::format("has {} bytes, {} are allowed", bytes.size(), kMaxJsonBytes));
  }
  const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  const FileKind* kind = known_file_kind(bytes);
  if (kind != nullptr && kind->what != "a JSON text") {
    fail_model(name, fmt::format("is {}", kind->what), std::string(kind->hint));
  }
  // The parser would end quietly there.
  if (const auto zero = text.find('\0'); zero != std::string_view::npos) {
    fail_model(name, fmt::format("has a zero byte at {}", zero));
  }
  FlatJsonEvents events(name);
  nlohmann::json::sax_parse(text, &events);
  return events.take();
}

}  // namespace vitviz::io
