// SPDX-License-Identifier: Apache-2.0
#include "io/utf8.h"

#include <cstddef>

namespace vitviz::io {
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

bool is_utf8(std::string_view text) {
  std::size_t i = 0;
  while (i < text.size()) {
    Sequence sequence = sequence_after(static_cast<unsigned char>(text[i++]));
    if (sequence.following == kInvalid || sequence.following > text.size() - i) return false;
    for (; sequence.following > 0; --sequence.following) {
      const auto next = static_cast<unsigned char>(text[i++]);
      if (next < sequence.low || next > sequence.high) return false;
      sequence.low = 0x80;
      sequence.high = 0xBF;
    }
  }
  return true;
}

}  // namespace vitviz::io
