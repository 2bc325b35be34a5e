// SPDX-License-Identifier: Apache-2.0
#include "archives/pax_records.h"

#include <charconv>

namespace vitviz::archives {
namespace {

std::optional<std::uint64_t> decimal(std::string_view text) {
  std::uint64_t number = 0;
  const char* const end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, number);
  return error == std::errc() && rest == end ? std::optional(number) : std::nullopt;
}

bool add(std::string_view keyword, std::string_view value, MoreOfMember& more) {
  if (keyword == "path") more.name = value;
  if (keyword == "linkpath") more.link = value;
  if (keyword.starts_with("GNU.sparse.")) more.is_sparse = true;
  if (keyword != "size") return true;
  more.bytes = decimal(value);
  return more.bytes.has_value();
}

}  // namespace

bool read_pax_records(std::string_view records, MoreOfMember& more) {
  while (!records.empty()) {
    const std::size_t blank = records.find(' ');
    if (blank == std::string_view::npos) return false;
    const auto length = decimal(records.substr(0, blank));
    if (!length || *length <= blank + 1 || *length > records.size()) return false;
    std::string_view record = records.substr(blank + 1, *length - blank - 1);
    records.remove_prefix(*length);
    const std::size_t equals = record.find('=');
    if (record.back() != '\n' || equals == std::string_view::npos) return false;
    record.remove_suffix(1);
    if (!add(record.substr(0, equals), record.substr(equals + 1), more)) return false;
  }
  return true;
}

}  // namespace vitviz::archives
