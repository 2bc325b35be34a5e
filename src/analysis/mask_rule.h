// SPDX-License-Identifier: Apache-2.0
// By which rule the object of a photo is found: what is asked for, and what that means for a model.
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "base/named.h"
#include "masks/method_table.h"

namespace vitviz::model {
class VisionTransformer;
}

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
  std::optional<double> keep = {};        // share of the map that mass keeps, 0 < keep <= 1
  std::optional<Feature> features = {};   // keys when empty, as the papers take them
  std::optional<double> threshold = {};   // τ of tokencut and maskcut; from the photo when empty
  std::optional<int> objects = {};        // that maskcut looks for, at most
  bool compare = false;                   // whether all methods are asked, each by itself
};

struct MaskRule {
  const masks::Method* method = &masks::mass_method();
  masks::MaskOptions options = {};
  Feature features = Feature::kKeys;
  // Those that are asked beside it, with the same options; none unless methods are compared.
  std::vector<const masks::Method*> compared = {};

  // Whether any of them reads it.
  [[nodiscard]] bool needs(bool masks::Needs::*material) const;
  [[nodiscard]] bool needs_features() const { return needs(&masks::Needs::features); }
  [[nodiscard]] bool needs_tokens() const {
    return needs_features() && features == Feature::kTokens;
  }
};

// Without a method it is the model's mask head, where the model has one and the map is the mean of
// the heads' attention to what the last block makes of CLS; else mass, which suits every map.
//
// Compared are all methods of the table; without a mask head, those that need none.
//
// Throws Error(kArgument) when the method reads nothing of what is chosen beside it, and no other
// is compared with it; and when it needs a mask head and the model has none.
[[nodiscard]] MaskRule mask_rule_for(const Question& question,
                                     const model::VisionTransformer& model);

}  // namespace vitviz::analysis
