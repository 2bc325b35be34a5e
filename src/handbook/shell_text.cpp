// SPDX-License-Identifier: Apache-2.0
#include "handbook/shell_text.h"

#include <algorithm>
#include <initializer_list>

namespace vitviz::handbook {

std::string in_quotes(std::string_view text) {
  std::string quoted = "'";
  for (const char c : text) {
    if (c == '\'') {
      quoted += R"('\'')";
    } else {
      quoted += c;
    }
  }
  return quoted + '\'';
}

std::string in_fish_quotes(std::string_view text) {
  std::string quoted = "'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + '\'';
}

std::string joined(const std::vector<std::string>& words, std::string_view between) {
  std::string text;
  for (const std::string& word : words) {
    if (!text.empty()) text += between;
    text += word;
  }
  return text;
}

std::string first_words(std::string_view help) {
  std::size_t end = help.size();
  for (const char* stop : {": ", "; ", ". ", " ("}) end = std::min(end, help.find(stop));
  return std::string(help.substr(0, end));
}

}  // namespace vitviz::handbook
