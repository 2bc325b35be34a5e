// SPDX-License-Identifier: Apache-2.0
// One photo, from its file to the files of its results: the main job.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "analysis/findings.h"
#include "analysis/measured_maps.h"
#include "base/thread_pool.h"
#include "batch/draw_job.h"
#include "batch/result_files.h"
#include "batch/result_name.h"
#include "color/value_scale.h"
#include "image/geometry.h"
#include "io/checkpoint.h"
#include "masks/object_shape.h"
#include "video/clip_info.h"

namespace vitviz::batch {

struct PictureFile {
  std::string_view view;  // its name
  analysis::MapLabel label;
  std::filesystem::path path;
  std::optional<color::ValueScale> scale = {};  // where numbers became colours
  int beyond = 0;                               // patches outside of its range
  std::optional<int> object = {};               // counted from 1, where objects are told apart
};

struct ArrayFile {
  RawArray array;
  io::Shape shape;  // empty for an .npz
  std::filesystem::path path;
};

struct FoundObject {
  analysis::MapLabel label;
  int number = 0;  // from 1
  masks::ObjectPart shape;
  std::vector<std::uint32_t> runs = {};  // objects/run_lengths.h, where a COCO file is wanted
};

// By which mask the objects were found.
struct MaskUsed {
  std::string_view method;
  std::string_view refine;
};

struct Timings {  // in seconds
  double read = 0;
  double forward = 0;  // with the photo's preparation
  double draw = 0;     // with the compression of the pictures
  double write = 0;
  double total = 0;
};

// Of a video.
struct ClipFacts {
  int frames = 0;
  video::FrameRate rate;
};

// Or a video.
struct DrawnPhoto {
  std::optional<image::Rectangle> crop;  // of the upright photo, where one was asked for
  image::Geometry geometry;
  std::string shown;  // what views show on the terminal
  std::vector<analysis::Query> queries;
  analysis::Findings findings;              // empty unless they are wanted
  std::vector<analysis::MeasuredMap> maps;  // where a table is wanted
  std::optional<MaskUsed> mask;             // where objects were found
  std::vector<FoundObject> objects;  // where boxes or a file of them are wanted; none is empty
  std::vector<std::variant<PictureFile, ArrayFile>> files;  // in the order they were written
  std::vector<std::string> notes;  // what the user should know of the photo's file
  std::string stamp;               // of the photo's file, before it was read (manifest/stamp.h)
  Timings seconds;
  std::optional<ClipFacts> clip = {};
};

struct PhotoResults {
  DrawnPhoto drawn;
  ResultFiles files;  // that `drawn` tells of
};

// Reads `photo`, runs the model, and writes the results under `name`. Names are checked
// before anything is computed. The threads serve one photo at a time.
//
// Throws Error(kInput) when the photo cannot be read, Error(kOutput) when a result is in the way or
// cannot be written, Error(kModel) when the model's numbers are broken, and Stopped.
[[nodiscard]] PhotoResults draw_photo(const std::filesystem::path& photo, const ResultName& name,
                                      const DrawJob& job, base::ThreadPool& threads,
                                      const analysis::BlockObserver& on_block);

}  // namespace vitviz::batch
