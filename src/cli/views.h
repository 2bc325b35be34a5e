// SPDX-License-Identifier: Apache-2.0
// What each --view draws.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "base/thread_pool.h"
#include "cli/map_selection.h"
#include "cli/options.h"
#include "cli/photo_input.h"
#include "color/value_scale.h"
#include "field/photo_guide.h"
#include "field/upsample.h"
#include "image/geometry.h"
#include "image/raster.h"
#include "maps/pca.h"
#include "model/blueprint.h"
#include "tensor/attention_maps.h"
#include "tensor/shapes.h"

namespace vitviz::cli {

// What is known of a photo when its pictures are drawn.
struct ViewInput {
  const Options& options;
  const model::Blueprint& model;
  const image::RgbImage& photo;
  const image::Geometry& geometry;
  const MapSelection& selection;
  const tensor::AttentionMaps& attention;  // of all blocks and heads
  const tensor::Matrix& maps;              // those that are wanted, a row for each label: [·, N]
  std::optional<color::ValueRange> range;  // that of every map; each has its own when empty
  // [T, D] of the drawn block (of several the last), prefix tokens first; empty unless
  // needs_tokens() a view or the map. --tokens says in which state.
  const tensor::Matrix& tokens;
  const Query* query;              // whose attention the maps are; CLS's when null
  const field::PhotoGuide* guide;  // whose edges maps follow; null unless --guided
  const maps::ColorBasis* pca;     // of several photos; null where each has its own
  base::ThreadPool& threads;
};

// Numbers, one per patch, at the photo's size, as --upsample and --guided ask for it.
[[nodiscard]] field::UpsampledMap upsampled(std::span<const float> map, const ViewInput& input);

// A map that is ready to be drawn in colours.
struct ScaledMap {
  field::UpsampledMap values;
  color::ValueScale scale;
  int beyond = 0;  // patches whose number is outside of the scale's range
};
[[nodiscard]] ScaledMap scaled(std::span<const float> map, const ViewInput& input);

struct Picture {
  std::vector<std::byte> bytes;
  std::optional<color::ValueScale> scale = {};  // where the numbers of one map became colours
  int beyond = 0;  // patches whose number is outside of the scale's range
};

// How many pictures a view is.
enum class Extent {
  kMap,     // one of each map
  kBlock,   // one of all heads of a block
  kQuery,   // one of all blocks and heads
  kPhoto,   // one, whatever maps are wanted
  kScreen,  // none: it is text
};
[[nodiscard]] Extent extent_of(View view);

// Whether the view is drawn from ViewInput::tokens.
[[nodiscard]] bool needs_tokens(View view);

// `map` is a row of input.maps: the first of the block where the view is of a block, any where it
// is of more. Nothing for kTerminal, which is no file (cli/views_terminal.h).
[[nodiscard]] Picture draw_view(View view, int map, const ViewInput& input);

}  // namespace vitviz::cli
