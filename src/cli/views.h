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
#include "image/geometry.h"
#include "image/raster.h"
#include "render/photo_guide.h"
#include "saliency/pca.h"
#include "tensor/attention_maps.h"
#include "tensor/shapes.h"

namespace vitviz::cli {

// What is known of a photo when its pictures are drawn.
struct ViewInput {
  const Options& options;
  const image::RgbImage& photo;
  const image::Geometry& geometry;
  const MapSelection& selection;
  const tensor::AttentionMaps& attention;  // of all blocks and heads
  const tensor::Matrix& maps;              // those that are wanted, a row for each label: [·, N]
  // [T, D] of the drawn block (of several the last), prefix tokens first; empty unless
  // needs_tokens() a view or the map. --tokens says in which state.
  const tensor::Matrix& tokens;
  std::optional<image::Pixel> query;  // whose attention the maps are; CLS's when empty
  const render::PhotoGuide* guide;    // whose edges maps follow; null unless --guided
  const saliency::ColorBasis* pca;    // of several photos; null where each has its own
  base::ThreadPool& threads;
};

// Whether the view is drawn of each map by itself; otherwise it is one picture of them all.
[[nodiscard]] bool is_of_one_map(View view);

// Whether the view is drawn from ViewInput::tokens.
[[nodiscard]] bool needs_tokens(View view);

// The bytes of the picture; none for kTerminal, which is no file (cli/views_terminal.h). `map` is a
// row of input.maps, or any number where the view is of them all.
[[nodiscard]] std::vector<std::byte> draw_view(View view, int map, const ViewInput& input);

}  // namespace vitviz::cli
