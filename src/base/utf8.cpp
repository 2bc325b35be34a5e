// SPDX-License-Identifier: Apache-2.0
#include "base/utf8.h"

namespace vitviz::base {
namespace {

// The bytes that follow `first`, and which values the next of them may have.
struct Sequence {
  std::size_t following;
  unsigned char low = 0x80;
  unsigned char high = 0xBF;
};

constexpr std::size_t kInvalid = 4;

Sequence sequence_after(unsigned char first) {
  if (first < 0x80) return {0};
  if (first < 0xC2) return {kInvalid};
  if (first < 0xE0) return {1};
  if (first == 0xE0) return {2, 0xA0};
  if (first == 0xED) return {2, 0x80, 0x9F};
  if (first < 0xF0) return {2};
  if (first == 0xF0) return {3, 0x90};
  if (first < 0xF4) return {3};
  if (first == 0xF4) return {3, 0x80, 0x8F};
  return {kInvalid};
}

}  // namespace

std::size_t utf8_character_size(std::string_view text) {
  if (text.empty()) return 0;
  Sequence sequence = sequence_after(static_cast<unsigned char>(text.front()));
  const std::size_t size = 1 + sequence.following;
  if (sequence.following == kInvalid || size > text.size()) return 0;
  for (const char c : text.substr(1, sequence.following)) {
    const auto next = static_cast<unsigned char>(c);
    if (next < sequence.low || next > sequence.high) return 0;
    sequence.low = 0x80;
    sequence.high = 0xBF;
  }
  return size;
}

bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    const std::size_t size = utf8_character_size(text);
    if (size == 0) return false;
    text.remove_prefix(size);
  }
  return true;
}

}  // namespace vitviz::base
