// SPDX-License-Identifier: Apache-2.0
#include "io/name_part.h"

namespace vitviz::io {
namespace {

bool parts_words(char c) { return c == '.' || c == '/'; }

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool begins_with(std::string_view name, std::string_view part) {
  std::size_t at = 0;
  for (const char expected : part) {
    if (at == name.size()) return false;
    if (expected == '#') {
      if (!is_digit(name[at])) return false;
      while (at < name.size() && is_digit(name[at])) ++at;
    } else if (expected == name[at] || (expected == '.' && parts_words(name[at]))) {
      ++at;
    } else {
      return false;
    }
  }
  return at == name.size() || parts_words(name[at]);
}

}  // namespace

bool has_part(std::string_view name, std::string_view part) {
  for (std::size_t word = 0; word < name.size(); ++word) {
    const bool is_start = word == 0 || parts_words(name[word - 1]);
    if (is_start && begins_with(name.substr(word), part)) return true;
  }
  return false;
}

}  // namespace vitviz::io
