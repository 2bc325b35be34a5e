// SPDX-License-Identifier: Apache-2.0
// What is told about a photo: the paths of its results, or a line of JSON.
#pragma once

#include <filesystem>
#include <string>

#include "base/failure.h"
#include "batch/draw_photo.h"

namespace vitviz::batch {

// How paths are listed.
enum class PathForm {
  kPrintable,  // a line each, control characters escaped: for the eyes
  kRaw,        // a line each, byte for byte: for other programs
  kRawNul,     // the same, each ended by NUL: even for names with a newline
};

[[nodiscard]] std::string paths_of(const DrawnPhoto& drawn, PathForm form);

// One JSON object and a newline. Bytes of a path that are no UTF-8 become U+FFFD; all of its bytes
// stand beside it then: "path_base64", "photo_base64".
//
//   {"photo": "cat.jpg", "width": 640, "height": 480, "model": "vitviz-v0",
//    "precision": "f32",
//    "input": {"width": 512, "height": 384}, "grid": {"rows": 24, "cols": 32, "patch": 16},
//    "map": "attention", "block": 11, "head": "mean",
//    "prefix_share": {"cls": 0.06, "registers": 0.11},
//    "classes": [{"label": "tabby", "index": 281, "probability": 0.71}, …],
//    "files": [{"view": "overlay", "range": [0.0002, 0.011], "gamma": 1, "beyond": 0,
//               "path": "cat.attention.png"},
//              {"raw": "attention", "path": "cat.attention.npy", "shape": [1, 1, 24, 32]}],
//    "seconds": {"read": 0.01, "forward": 0.09, "draw": 0.02, "write": 0.01, "total": 0.13}}
// "prefix_share" is what the query's attention leaves for tokens that are no patches, the mean over
// all heads of the block; of several blocks or queries it is a list of such objects with their
// "block" and "query". So are the "outliers" of norms: {"count": 3, "threshold": 88.1, "median":
// 41.2, "mad": 4.7}. "queries" holds x, y, row and col of each query, "crop" x, y,
// width and height of the part that is looked at. "head" is left out where a
// map knows no heads. "classes" are there where the model has a classifier, "block" is "pooling"
// for a pooling head.
[[nodiscard]] std::string json_of(const std::filesystem::path& photo, const DrawnPhoto& drawn,
                                  const model::Blueprint& model,
                                  const analysis::MapSelection& selection);

// {"photo": "cat.jpg", "error": "…", "hint": "…"}
[[nodiscard]] std::string json_of(const std::filesystem::path& photo, const base::Failure& failure);

}  // namespace vitviz::batch
