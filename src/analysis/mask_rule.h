// SPDX-License-Identifier: Apache-2.0
// By which rule the object of a photo is found: what is asked for, and what that means for a model.
#pragma once

#include <array>
#include <optional>

#include "base/named.h"
#include "masks/method.h"
#include "model/vision_transformer.h"

namespace vitviz::analysis {

struct Question;

// The numbers of a patch by which methods compare it with others: queries, keys or values of the
// block's attention, or the tokens as Question::tokens says.
enum class Feature { kQueries, kKeys, kValues, kTokens };

inline constexpr std::array kFeatures = {
    base::Named{"q", Feature::kQueries},
    base::Named{"k", Feature::kKeys},
    base::Named{"v", Feature::kValues},
    base::Named{"x", Feature::kTokens},
};

struct MaskChoice {
  const masks::Method* method = nullptr;  // what suits the model and the map when null
  std::optional<double> keep = {};        // masks::MaskOptions::keep; asks for mass
  std::optional<Feature> features = {};   // keys when empty, as the papers take them
  std::optional<double> threshold = {};   // masks::MaskOptions::threshold
  int objects = masks::MaskOptions{}.objects;  // that maskcut looks for
};

struct MaskRule {
  const masks::Method* method;
  masks::MaskOptions options;
  Feature features;
};

// Without a method it is the model's mask head, where it has one and CLS is asked about with its
// attention, heads fused to their mean; else mass, for that is a mask of any map.
// Throws Error(kArgument) when the model has no mask head and the method needs one.
[[nodiscard]] MaskRule mask_rule_for(const Question& question,
                                     const model::VisionTransformer& model);

}  // namespace vitviz::analysis
