// SPDX-License-Identifier: Apache-2.0
// One photo, from its file to the files of its results: the program's main job.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/thread_pool.h"
#include "cli/map_selection.h"
#include "cli/network_output.h"
#include "cli/options.h"
#include "cli/photo_input.h"
#include "cli/prefix_share.h"
#include "color/value_scale.h"
#include "image/geometry.h"
#include "io/checkpoint.h"
#include "maps/token_norms.h"

namespace vitviz::cli {

struct PictureFile {
  std::string_view view;  // its name
  MapLabel label;
  std::filesystem::path path;
  std::optional<color::ValueScale> scale = {};  // where numbers became colours
  int beyond = 0;                               // patches outside of its range
};

struct ArrayFile {
  RawArray array;
  io::Shape shape;  // empty for an .npz
  std::filesystem::path path;
};

// One of the classes that the model's classifier finds likeliest.
struct RankedClass {
  int index = 0;
  std::string label;  // empty where nobody names the classes
  double probability = 0;
};

struct Timings {  // in seconds
  double read = 0;
  double forward = 0;  // with the photo's preparation
  double draw = 0;     // with the compression of the pictures
  double write = 0;
  double total = 0;
};

// What is told of a drawn block and query.
struct LabelledShare {
  MapLabel label;
  PrefixShare share;
};
struct LabelledOutliers {
  MapLabel label;
  maps::NormOutliers outliers;
};

struct DrawnPhoto {
  std::optional<image::Rectangle> crop;  // of the upright photo, with --crop
  image::Geometry geometry;
  std::string shown;  // the pictures of --view terminal, each below its name
  std::vector<Query> queries;
  std::vector<LabelledShare> prefix_shares;  // of each query and drawn block
  std::vector<LabelledOutliers> outliers;    // of each drawn block, where the map is the norm
  std::vector<std::variant<PictureFile, ArrayFile>> files;  // in the order they were written
  std::vector<RankedClass> classes;  // likeliest first; only for --json, and with a classifier
  Timings seconds;
};

// Reads `photo`, runs the model, and writes the results to `stem` with endings. Names are checked
// before anything is computed. The threads serve one photo at a time.
//
// Throws Error(kInput) when the photo cannot be read, Error(kOutput) when a result is in the way or
// cannot be written, Error(kModel) when the model's numbers are broken, and Stopped.
[[nodiscard]] DrawnPhoto draw_photo(const std::filesystem::path& photo,
                                    const std::filesystem::path& stem, const DrawJob& job,
                                    base::ThreadPool& threads, const BlockObserver& on_block);

}  // namespace vitviz::cli
