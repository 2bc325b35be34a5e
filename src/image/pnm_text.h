// SPDX-License-Identifier: Apache-2.0
// The words of a PNM file: what lies between white space and comments.
#pragma once

#include <cstddef>
#include <string>

#include "image/byte_reader.h"
#include "image/encoded_photo.h"

namespace vitviz::image {

class PnmText {
 public:
  // Behind the "P" and the digit. Both must outlive it.
  PnmText(const EncodedPhoto& photo, ByteReader& bytes) : photo_(photo), bytes_(bytes) {}

  // The next word, with the one white-space character or comment behind it. Throws Error(kInput)
  // where the file ends before it, or where it is longer than anything that is meant there.
  [[nodiscard]] std::string word();

  // A word that is a number of at most nine digits. Throws Error(kInput) for any other.
  [[nodiscard]] unsigned number();

  // The next character, which stands for itself, of a bitmap. Throws Error(kInput).
  [[nodiscard]] char character();

  // In a header, comments and white space of more than some pages are no photo's.
  void expect_at_most(std::size_t position) { most_ = position; }

 private:
  // The first character of the next word.
  [[nodiscard]] char skip_to_word();
  void skip_comment();
  [[nodiscard]] char next();

  const EncodedPhoto& photo_;
  ByteReader& bytes_;
  std::size_t most_ = static_cast<std::size_t>(-1);
};

}  // namespace vitviz::image
