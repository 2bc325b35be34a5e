// SPDX-License-Identifier: Apache-2.0
// The model built in, vitviz-v0, and what it makes of the photo that tests draw.
#pragma once

namespace vitviz::test {

inline constexpr int kBlocks = 7;
inline constexpr int kHeads = 3;
inline constexpr int kWidth = 192;
inline constexpr int kPrefix = 5;

// What `--size 64` makes of a photo of 60 × 40: 96 × 64 pixels, patches of 10 × 10 of the photo's.
inline constexpr int kRows = 4;
inline constexpr int kCols = 6;

}  // namespace vitviz::test
