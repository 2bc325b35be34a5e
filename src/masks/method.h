// SPDX-License-Identifier: Apache-2.0
// A way from what the network saw to the object's patches. A new method is a file like otsu.cpp and
// its row in method_table.cpp; whatever lists, explains or computes masks asks the table.
//
// Every method answers with a score per patch and a threshold: the object is where the score
// reaches the threshold. So that the same answer serves patches and, interpolated, pixels.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/thread_pool.h"
#include "image/raster.h"
#include "masks/learned.h"
#include "tensor/shapes.h"

namespace vitviz::masks {

// What a method works on. What it does not need (Needs) may be empty or null.
struct MaskMaterial {
  tensor::PatchGrid grid;
  std::span<const float> map = {};           // [N]
  const tensor::Matrix* features = nullptr;  // [N, D] of the patches: keys, queries, values, tokens
  const tensor::Matrix* attention = nullptr;  // [H, N]: each head, from CLS
  const tensor::Matrix* tokens = nullptr;     // [N, C]: what the mask head reads
  const MaskHead* head = nullptr;
  const image::RgbImage* photo = nullptr;  // of any size; the grid covers all of it
};

struct MaskOptions {
  double keep = 0.6;                     // mass: the share of the map that is kept
  std::optional<double> threshold = {};  // tokencut, maskcut: τ; from the photo when empty
  int objects = 3;                       // maskcut: how many at most
  double color_weight = 10;              // spectral: λ
};

// Which members of MaskMaterial a method reads.
struct Needs {
  bool map = false;
  bool features = false;
  bool attention = false;
  bool head = false;  // and its tokens
  bool photo = false;
};

using PatchScores = std::vector<float>;  // [N]

struct Method {
  std::string_view name;  // as it is asked for, and as files have it
  std::string_view help;  // one sentence without a full stop
  Needs needs;
  bool several = false;          // finds up to MaskOptions::objects objects; all others find one
  bool reads_keep = false;       // MaskOptions::keep
  bool reads_threshold = false;  // MaskOptions::threshold

  // The scores of each object, the first found first; at least one, which may have no object.
  // Requires: what it needs is there, with finite numbers; grid.count() >= 1.
  std::vector<PatchScores> (*find)(const MaskMaterial& material, const MaskOptions& options,
                                   base::ThreadPool& threads);

  // What a score must reach, where `scores` stand for all pixels: infinity when none does.
  float (*threshold)(std::span<const float> scores, const MaskOptions& options);

  // A 1 for each of the patches [N] that belongs to the object of these scores.
  std::vector<std::uint8_t> (*patches)(std::span<const float> scores, const MaskOptions& options);
};

// A 1 for each score that reaches the threshold and a 0 for each other.
[[nodiscard]] std::vector<std::uint8_t> reaching(std::span<const float> scores, float threshold);

// For methods that decide patch by patch: their scores are 0 and 1, and the edge lies between.
[[nodiscard]] PatchScores scores_of(std::span<const std::uint8_t> mask);
[[nodiscard]] float threshold_between(std::span<const float> scores, const MaskOptions& options);
[[nodiscard]] std::vector<std::uint8_t> marked_patches(std::span<const float> scores,
                                                       const MaskOptions& options);

}  // namespace vitviz::masks
