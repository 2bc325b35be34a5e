// SPDX-License-Identifier: Apache-2.0
#include "image/pnm_text.h"

#include <fmt/format.h>

namespace vitviz::image {
namespace {

bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

char PnmText::next() {
  if (bytes_.position() > most_) {
    fail_to_decode(photo_, "its header goes on and on without a size");
  }
  const std::optional<unsigned> byte = bytes_.next();
  if (!byte) fail_to_decode(photo_, "the file ends too early");
  return static_cast<char>(*byte);
}

void PnmText::skip_comment() {
  if (bytes_.is_at_end()) return;  // the file may end with it
  for (char c = next(); c != '\n' && c != '\r' && !bytes_.is_at_end();) c = next();
}

char PnmText::skip_to_word() {
  while (true) {
    const char c = next();
    if (c == '#') {
      skip_comment();
    } else if (!is_space(c)) {
      return c;
    }
  }
}

char PnmText::character() { return skip_to_word(); }

std::string PnmText::word() {
  constexpr std::size_t kLongest = 32;
  std::string word(1, skip_to_word());
  while (word.size() <= kLongest) {
    const std::optional<unsigned> byte = bytes_.next();
    if (!byte) return word;  // the last of the file
    const char c = static_cast<char>(*byte);
    if (c == '#') skip_comment();
    if (c == '#' || is_space(c)) return word;
    word += c;
  }
  fail_to_decode(photo_, fmt::format("{}… is no number", word));
}

unsigned PnmText::number() {
  constexpr std::size_t kMostDigits = 9;
  const std::string text = word();
  unsigned value = 0;
  for (const char c : text) {
    if (!is_digit(c) || text.size() > kMostDigits) {
      fail_to_decode(photo_, fmt::format("{} is no number that is meant there", text));
    }
    value = 10 * value + static_cast<unsigned>(c - '0');
  }
  return value;
}

}  // namespace vitviz::image
