// SPDX-License-Identifier: Apache-2.0
// What a PNM file says before its pixels: "P", a digit, and numbers in decimal, with white space
// between them and comments from # to the end of a line:
//
//   P1 P4   width, height              bits, 1 is black
//   P2 P5   width, height, maxval      grey
//   P3 P6   width, height, maxval      red, green, blue
//   P7      lines of WIDTH, HEIGHT, DEPTH, MAXVAL and TUPLTYPE, then ENDHDR (PAM)
//
// P1 to P3 write the samples in decimal too. In the others one white-space character lies between
// the header and samples of 1 byte, or of 2 with the high one first where maxval is above 255.
#pragma once

#include <cstddef>

#include "image/encoded_photo.h"

namespace vitviz::image {

enum class PnmSamples { kText, kTextBits, kBits, kBytes, kPairsOfBytes };

struct PnmHeader {
  Size size;
  PnmSamples samples = PnmSamples::kBytes;
  int channels = 1;          // 1 or 3, and one more where it has opacity
  unsigned maxval = 1;       // 1 to 65535: full light
  bool has_opacity = false;  // as the last channel
  bool is_ink = false;       // 0 is white
  std::size_t start = 0;     // of the samples, in the file

  [[nodiscard]] std::size_t samples_in_row() const {
    return static_cast<std::size_t>(size.width) * static_cast<std::size_t>(channels);
  }
};

// Throws Error(kInput) when the header is broken or cut off, or the file of a kind that is not
// read. Requires: the file starts with "P" and a digit from 1 to 7.
[[nodiscard]] PnmHeader read_pnm_header(const EncodedPhoto& photo);

}  // namespace vitviz::image
