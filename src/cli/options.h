// SPDX-License-Identifier: Apache-2.0
// What the user asks of `vitviz [OPTIONS] INPUT...`. Every default of the main form is here.
#pragma once

#include <filesystem>
#include <optional>
#include <variant>
#include <vector>

#include "base/atomic_file.h"
#include "checkpoint/load.h"
#include "color/value_range.h"
#include "color/value_scale.h"
#include "field/upsample.h"
#include "image/crop.h"
#include "image/geometry.h"
#include "image/photo.h"
#include "maps/fuse_heads.h"
#include "model/request.h"
#include "render/overlay.h"
#include "screen/terminal.h"

namespace vitviz::cli {

// One map for each of the blocks, or heads.
struct Each {
  friend bool operator==(Each, Each) = default;
};

using BlockChoice = std::variant<int, Each>;                     // −1 is the last block
using HeadChoice = std::variant<tensor::HeadFusion, int, Each>;  // fused into one map, or kept

enum class View {
  kOverlay,
  kHeat,
  kMask,
  kOutline,
  kCutout,
  kHeads,
  kBlocks,
  kColors,
  kPca,
  kTerminal
};
enum class RawArray { kMap, kMask, kAttention, kTokens, kLogits, kNpz };

// What a map's numbers are.
enum class Map { kAttention, kSimilarity, kNorm, kRollout };

// Over which numbers the colours are spread.
struct OwnRange {};     // of each map by itself
struct SharedRange {};  // of all maps of a call
using RangeChoice = std::variant<OwnRange, SharedRange, color::ValueRange>;

enum class PrecisionChoice { kAuto, kF32, kBf16 };

struct Options {
  std::vector<std::filesystem::path> inputs;  // photos and folders, at least one

  std::optional<std::filesystem::path> model;  // a checkpoint; the one built in when empty
  checkpoint::Hints hints;
  PrecisionChoice precision = PrecisionChoice::kF32;
  std::optional<int> threads;  // all processors when empty

  std::optional<image::InputSize> size;  // what suits the model when empty
  image::Orientation orientation = image::Orientation::kUpright;
  std::optional<image::Crop> crop;  // the part that is looked at and drawn; all when empty
  bool recursive = false;           // folders with everything below them

  Map map = Map::kAttention;
  // The last block, or the pooling head where the model has one, when empty.
  std::optional<BlockChoice> block;
  HeadChoice head = tensor::HeadFusion::kMean;
  std::vector<image::Pixel> queries;        // whose patches stand in the place of CLS
  std::optional<model::TokenState> tokens;  // what suits the map when empty
  int rollout_start = 0;                    // the first block that a rollout counts
  double keep = 0.6;  // share of the attention that a mask keeps, 0 < keep <= 1

  std::vector<View> views = {View::kOverlay, View::kMask};
  render::OverlayOptions overlay;
  RangeChoice range;
  float gamma = 1;
  field::Upsample upsample = field::Upsample::kBicubic;
  bool foreground = false;  // whether pca shows the object alone
  bool guided = false;      // whether maps follow the photo's edges

  std::optional<bool> legend;              // beside sheets, and nothing else, when empty
  std::optional<color::RangeBy> range_by;  // of sheets: by map in heads, by block in blocks
  double scale = 1.0;                      // of sheets and legends, kLeastScale to kMostScale
  bool like_dino = false;                  // all of the above but sizes and `keep` is then DINO's

  std::filesystem::path out = ".";  // created when missing
  base::Overwrite overwrite = base::Overwrite::kNever;
  std::vector<RawArray> raw;  // arrays written beside the pictures
  bool json = false;
  bool quiet = false;
  screen::ColorWhen color = screen::ColorWhen::kAuto;
};

}  // namespace vitviz::cli
