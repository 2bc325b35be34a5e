// SPDX-License-Identifier: Apache-2.0
// A Vision Transformer that looks at bright patches: its attention is known in closed form, so that
// what is drawn can be held against the photo.
//
// With v the mean of a patch's numbers, -1 for black and 1 for white, the tokens are
//
//   patch  (g·v, -g·v, 1, -1)      CLS  (0, 0, 1, -1)      D = 4, one block of one head
//
// A token's mean is 0 and its variance (g²·v² + 1) / 2, so LayerNorm gives y = √2 · x / √(g²·v² +
// 1). The key is the first number of y, √2·g·v / √(g²·v² + 1), and the query (q, 0, 0, 0) is the
// same for all tokens. With q = √2 · s · √(g² + 1) / g, and √K = 2, the attention from any token is
//
//   e^f(v) / Z,   f(v) = s · v · √(g² + 1) / √(g²·v² + 1),   Z = 1 + Σ e^f(v) over all patches
//
// where 1 stands for CLS. It rises with v, from e^-s for black to e^s for white. Values, projection
// and MLP are zero: tokens leave the block as they came.
#pragma once

#include <filesystem>

namespace vitviz::test {

struct BrightPatches {
  int patch = 4;        // P
  float gain = 1;       // g: the larger, the less lies between bright and dark
  float sharpness = 1;  // s
};

// Attention that is nearly a linear function of brightness: f(-v) = -f(v), and e^f ≈ 1 + f. A heat
// map then has the middle of its range wherever a patch is half covered.
inline constexpr BrightPatches kLinear = {.gain = 0.5F, .sharpness = 0.02F};

// Patches are bright or dark: the bright ones share all attention equally, to e^-16.
inline constexpr BrightPatches kSharp = {.gain = 16, .sharpness = 8};

// f(v).
[[nodiscard]] double logit_of(double brightness, const BrightPatches& model);

// Writes the checkpoint (safetensors, timm's names), which sees bytes 0 to 255 as -1 to 1.
void write_model(const std::filesystem::path& path, const BrightPatches& model);

}  // namespace vitviz::test
