// SPDX-License-Identifier: Apache-2.0
// The built-in model, and what it makes of the photo that tests draw. Tests whose name has
// "built-in model" hold its numbers.
#pragma once

namespace vitviz::test {

inline constexpr const char* kName = "vitviz-v2";
inline constexpr int kBlocks = 12;
inline constexpr int kLastBlock = kBlocks - 1;
inline constexpr int kHeads = 3;
inline constexpr int kWidth = 192;
inline constexpr int kPrefix = 5;
inline constexpr int kDefaultSize = 384;

// What `--size 64` makes of a photo of 60 × 40: 96 × 64 pixels, patches of 10 × 10 of the photo's.
inline constexpr int kRows = 4;
inline constexpr int kCols = 6;

}  // namespace vitviz::test
