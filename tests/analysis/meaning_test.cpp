// SPDX-License-Identifier: Apache-2.0
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "analysis/map_selection.h"

namespace vitviz::analysis {
namespace {

model::Blueprint model_with(std::vector<model::PrefixToken> prefix) {
  model::Blueprint blueprint;
  blueprint.blocks = 12;
  blueprint.heads = 2;
  blueprint.prefix = std::move(prefix);
  return blueprint;
}

TEST_CASE("a legend says whose attention its numbers are") {
  using model::PrefixToken;
  const HeadChoice mean = tensor::HeadFusion::kMean;
  const auto with_cls = model_with({PrefixToken::kCls, PrefixToken::kRegister});
  const auto without_cls = model_with({PrefixToken::kRegister});
  CHECK(meaning_of_attention(MapSelection(-1, mean, with_cls)) ==
        "share of the CLS token's attention");
  CHECK(meaning_of_attention(MapSelection(-1, mean, without_cls)) ==
        "share of attention, mean of all patches");
  CHECK(meaning_of_attention(MapSelection::of_pooling_head(mean, without_cls)) ==
        "share of the pooling head's attention");
}

}  // namespace
}  // namespace vitviz::analysis
