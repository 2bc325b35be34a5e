// SPDX-License-Identifier: Apache-2.0
// One family of checkpoints: how it is recognised, what its tensors are called and what its files
// do not say. Everything that is special about a family is in its own file.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "checkpoint/facts.h"
#include "checkpoint/tensor_reader.h"
#include "checkpoint/tensor_set.h"
#include "families/names.h"
#include "model/blueprint.h"
#include "model/weights.h"

namespace vitviz::families {

inline constexpr tensor::PerChannel kImageNetMean = {0.485F, 0.456F, 0.406F};
inline constexpr tensor::PerChannel kImageNetStd = {0.229F, 0.224F, 0.225F};
inline constexpr tensor::PerChannel kHalf = {0.5F, 0.5F, 0.5F};
inline constexpr tensor::PerChannel kClipMean = {0.48145466F, 0.4578275F, 0.40821073F};
inline constexpr tensor::PerChannel kClipStd = {0.26862954F, 0.26130258F, 0.27577711F};

struct Family {
  std::string_view name;                                        // for people
  std::string_view recognised_by = "the names of its tensors";  // what matches() looks at
  Names names;

  bool positions_are_optional = false;  // the table may be missing
  // Whether the layers after the attention may have no biases; queries, keys and values always may.
  bool layers_may_lack_bias = false;
  // Nor the patch embedding, where no LayerNorm follows it; before one it always may.
  bool patches_may_lack_bias = false;  // CLIP's patch embedding has none

  // What holds unless a file says otherwise.
  nn::GridFilter position_filter = nn::GridFilter::kBicubicAntialiased;
  nn::Activation activation = nn::Activation::kGelu;
  // Whether it holds for every released checkpoint of the family.
  bool activation_is_known = true;
  // Whether activation and epsilon are the same in all that has the family's names.
  bool arithmetic_is_known = true;
  std::optional<model::Pooled> pooled = {};  // what the classifier reads, where it is unusual
  bool described_by_open_clip = false;       // rather than by a config.json, where both are there
  // Between the two factors of a gated MLP: SwiGLU's, or whatever `activation` is.
  bool gates_by_activation = false;
  float norm_epsilon = 1e-6F;
  float rotary_base = 100;
  tensor::PerChannel mean = kImageNetMean;
  tensor::PerChannel std = kImageNetStd;
  model::PhotoFilter photo_filter = model::PhotoFilter::kBicubic;
  // Whether mean and std hold for every released checkpoint of the family.
  bool preparation_is_known = true;
  // A released model's heads by its width; 0 where the family has no model of that width.
  int (*heads_of_width)(int width) = nullptr;

  // Tensors beside the vision tower start with one of these.
  std::vector<std::string_view> ignored;

  // Whether these tensors are of this family. Families are asked in a fixed order, the most special
  // first.
  bool (*matches)(const checkpoint::TensorSet& tensors, const checkpoint::Facts& facts) = nullptr;

  // Renames what the table of names cannot say, before anything is read; may be null.
  void (*prepare)(checkpoint::TensorSet& tensors) = nullptr;

  // Reads what only this family has, and corrects the blueprint; may be null.
  void (*describe_more)(const checkpoint::TensorSet& tensors, const checkpoint::Facts& facts,
                        model::Blueprint& blueprint) = nullptr;
  void (*read_more)(checkpoint::TensorReader& reader, const model::Blueprint& blueprint,
                    model::Weights& weights) = nullptr;
};

}  // namespace vitviz::families
