// SPDX-License-Identifier: Apache-2.0
// What a Vision Transformer is, apart from its numbers: everything the forward pass and the photo's
// preparation need to know about a checkpoint. A family (families/) fills it in.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/pooled.h"
#include "nn/activation.h"
#include "nn/precision.h"
#include "nn/resample_grid.h"
#include "tensor/grid.h"

namespace vitviz::model {

enum class PrefixToken { kCls, kDistillation, kRegister };

// How a photo is resized to the network's input: PIL's filters, with PIL's numbers for them.
enum class PhotoFilter { kNearest, kLanczos, kBilinear, kBicubic, kBox, kHamming };

// Whose attention is captured.
enum class Observed {
  kCls,      // the first token
  kPatches,  // where there is no CLS: the mean over all patches, what each patch receives
};

struct Blueprint {
  std::string name;         // of the model, for people: "vitviz-v0", or the file's stem
  std::string family;       // "ViT", "DINOv2", "CLIP", …
  std::string fingerprint;  // the same for the same checkpoint; empty where it came from no file

  int blocks = 0;  // L
  int width = 0;   // D
  int heads = 0;   // H
  int patch = 0;   // P
  int mlp_width = 0;
  std::vector<PrefixToken> prefix;  // in the order of the tokens; may be empty

  // The grid whose patches have rows in the position embedding, and how it is resampled to others.
  tensor::PatchGrid trained_grid;
  std::string positions;  // for people, where they are no table: "rotary (RoPE)", …
  nn::GridFilter position_filter = nn::GridFilter::kBicubicAntialiased;
  nn::GridFilter distance_filter = nn::GridFilter::kBilinear;  // of tables of relative positions
  float rotary_base = 0;  // where rotary periods are computed, not stored
  int rotary_extent = 0;  // patches along a side that rotary positions count; 0: the trained grid's

  nn::Precision precision = nn::Precision::kF32;
  nn::Activation activation = nn::Activation::kGelu;
  nn::Activation gate_activation = nn::Activation::kSilu;  // where the MLP has a gate
  float norm_epsilon = 1e-6F;

  // Preparation of the photo: (value / 255 − mean) / std.
  tensor::PerChannel mean = {0.5F, 0.5F, 0.5F};
  tensor::PerChannel std = {0.5F, 0.5F, 0.5F};
  PhotoFilter photo_filter = PhotoFilter::kBicubic;
  int default_size = 0;  // short side in pixels that suits the model, where --size says nothing

  std::optional<Pooled> pooled;     // what the classifier reads, where file or family says it
  int classes = 0;                  // of the classifier; 0: the checkpoint has none that can be run
  std::vector<std::string> labels;  // of the classes; empty where nobody names them
  bool has_pooling_head = false;    // one that can be run
  std::string pooling_problem;      // for people: why the one that is there cannot be run
  int projection_width = 0;         // of CLIP's projection; 0: none that can be run

  std::string heads_source;  // where the number of heads comes from: "metadata", "table", …

  // What had to be assumed because the file does not say it; shown to the user once.
  std::vector<std::string> assumptions;
  std::vector<std::string> ignored;  // tensors that have no part in the forward pass

  [[nodiscard]] int head_width() const { return width / heads; }  // K
  [[nodiscard]] int prefix_count() const { return static_cast<int>(prefix.size()); }
  // Registers may stand without CLS; where there is one, it comes first.
  [[nodiscard]] bool has_cls() const {
    return !prefix.empty() && prefix.front() == PrefixToken::kCls;
  }
  [[nodiscard]] Observed observed() const {
    return has_cls() ? Observed::kCls : Observed::kPatches;
  }
};

}  // namespace vitviz::model
