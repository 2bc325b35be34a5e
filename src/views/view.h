// SPDX-License-Identifier: Apache-2.0
// A way of looking at the answers of an analysis. A new view is a file like heat.cpp and its row in
// view_table.cpp; whatever lists, names, plans or draws views asks the table.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "analysis/map_selection.h"
#include "analysis/photo_input.h"
#include "analysis/question.h"
#include "base/byte_sink.h"
#include "base/thread_pool.h"
#include "color/value_scale.h"
#include "field/photo_guide.h"
#include "image/geometry.h"
#include "image/raster.h"
#include "maps/pca.h"
#include "model/blueprint.h"
#include "objects/object_finder.h"
#include "tensor/attention_maps.h"
#include "tensor/shapes.h"
#include "text_pictures/text_screen.h"

namespace vitviz::views {

struct PictureOptions;

// What is known of a photo when its pictures are drawn.
struct ViewInput {
  const analysis::Question& question;
  const PictureOptions& options;
  const model::Blueprint& model;
  const image::RgbImage& photo;
  const image::Geometry& geometry;
  const analysis::MapSelection& selection;
  const tensor::AttentionMaps& attention;  // of all blocks and heads
  const tensor::Matrix& maps;              // those that are wanted, a row for each label: [·, N]
  std::optional<color::ValueRange> range;  // that of every map; each has its own when empty
  // [T, D] of the drawn block (of several the last), prefix tokens first; empty unless a view or
  // the map needs them.
  const tensor::Matrix& tokens;
  const analysis::Query* query;    // whose attention the maps are; CLS's when null
  const field::PhotoGuide* guide;  // whose edges maps follow; null where none are
  const maps::ColorBasis* pca;     // of several photos; null where each has its own
  objects::ObjectFinder* finder;   // null unless a view is of objects
  std::size_t query_number;        // of the query, from 0
  std::size_t object;              // which one a view of objects shows, from 0
  base::ThreadPool& threads;
};

// A picture that is drawn when its file is written, or its pixels are asked for.
struct Picture {
  // Hands the bytes of a PNG file to `file`. What the ViewInput refers to must still be there.
  // Throws what `file` throws.
  std::function<void(const base::ByteSink& file)> write;
  // The same without a file, for a frame of a video: what is transparent lies on black.
  std::function<image::RgbImage()> rgb;
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

// The numbers that a view shows as colours, so that their range has to be known.
enum class Numbers { kNone, kMaps, kBlocksAttention, kAllAttention };

// View::maps_held of views that hold one for each head.
inline constexpr int kMapOfEachHead = -1;

struct View {
  std::string_view name;  // as it is asked for, and as files have it
  std::string_view help;  // one sentence without a full stop
  Extent extent;
  Numbers numbers = Numbers::kNone;
  bool of_attention = false;    // shows the attention of heads, whatever the map
  bool of_tokens = false;       // shows tokens, in colours that the photos of a call have in common
  bool shows_mask = false;      // is black and white, so that a text has to say what is white
  bool of_objects = false;      // shows where the object is; of several there is one for each
  bool compares_masks = false;  // shows what each method of masks finds
  bool has_map_name = false;    // its files carry the name of the map alone
  int maps_held = 1;            // at the photo's size, at once; 0 where its size is not the photo's

  // `map` is a row of input.maps: the first of the block where the view is of a block, any where it
  // is of more. Null for kScreen.
  Picture (*draw)(int map, const ViewInput& input) = nullptr;

  // What the terminal shows of all maps of a query, below the name of the photo. For kScreen alone.
  std::string (*show)(const std::filesystem::path& photo, const ViewInput& input,
                      const text_pictures::TextScreen& screen) = nullptr;
};

}  // namespace vitviz::views
