// SPDX-License-Identifier: Apache-2.0
#include "base/argument.h"

namespace vitviz::base {
namespace {

// ASCII's "start of text" and "end of text": base::printable() escapes them in everybody's names.
constexpr char kBegin = '\x02';
constexpr char kEnd = '\x03';

}  // namespace

std::string argument(std::string_view name) { return kBegin + std::string(name) + kEnd; }

std::string with_arguments(std::string_view text, const Spelling& spell) {
  std::string spelled;
  while (true) {
    const std::size_t begin = text.find(kBegin);
    const std::size_t end = text.find(kEnd, begin == std::string_view::npos ? begin : begin + 1);
    if (end == std::string_view::npos) return spelled.append(text);
    spelled.append(text.substr(0, begin));
    spelled.append(spell(text.substr(begin + 1, end - begin - 1)));
    text.remove_prefix(end + 1);
  }
}

std::string in_words(std::string_view text) {
  return with_arguments(text, [](std::string_view name) { return std::string(name); });
}

}  // namespace vitviz::base
