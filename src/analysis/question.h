// SPDX-License-Identifier: Apache-2.0
// What is asked of the model about a photo. Every default is here.
#pragma once

#include <array>
#include <optional>
#include <variant>
#include <vector>

#include "analysis/map_kind.h"
#include "analysis/mask_rule.h"
#include "base/named.h"
#include "image/crop.h"
#include "image/geometry.h"
#include "image/photo.h"
#include "image/window.h"
#include "model/request.h"
#include "tensor/head_fusion.h"

namespace vitviz::analysis {

// One map for each of the blocks, or heads.
struct Each {
  friend bool operator==(Each, Each) = default;
};

using BlockChoice = std::variant<int, Each>;                     // −1 is the last block
using HeadChoice = std::variant<tensor::HeadFusion, int, Each>;  // fused into one map, or kept

struct Question {
  // What the network sees.
  std::optional<image::InputSize> size = {};  // what suits the model when empty
  image::Orientation orientation = image::Orientation::kUpright;
  image::ColorProfile color_profile = image::ColorProfile::kToSrgb;
  image::ShownSamples samples = {};
  std::optional<image::Crop> crop = {};  // the part that is looked at; all when empty

  // Which maps.
  const MapKind* map = &usual_map();
  // The last block, or the pooling head where the model has one, when empty.
  std::optional<BlockChoice> block = {};
  HeadChoice head = tensor::HeadFusion::kMean;
  std::vector<image::Pixel> queries = {};        // whose patches stand in the place of CLS
  std::optional<model::TokenState> tokens = {};  // what suits the map when empty
  int rollout_start = 0;                         // the first block that a rollout counts

  MaskChoice mask = {};  // how the object is found
};

inline constexpr std::array kHeadFusions = {
    base::Named{"mean", tensor::HeadFusion::kMean},
    base::Named{"max", tensor::HeadFusion::kMax},
    base::Named{"min", tensor::HeadFusion::kMin},
};
inline constexpr std::array kTokenStates = {
    base::Named{"block", model::TokenState::kBlock},
    base::Named{"normed", model::TokenState::kNormed},
};
inline constexpr std::string_view kAllName = "all";  // of Each

}  // namespace vitviz::analysis
