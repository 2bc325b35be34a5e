// SPDX-License-Identifier: Apache-2.0
// Features as a file, photo by photo, so that memory does not grow with their number.
//
//   .npy    float32 [rows, width]; NAME.rows.csv beside it tells the photo of each row
//   .npz    "features" [rows, width], "photos" with the paths as one text, a line each, in UTF-8
//           bytes; of patches also "places" [rows, 2]: row and column. Held in memory until the end
//   .csv    photo, then f0, f1, …; of patches row and column behind the photo
//   .jsonl  {"photo": "cat.jpg", "features": [0.1, …]} a line
#pragma once

#include <filesystem>
#include <memory>
#include <vector>

#include "base/atomic_file.h"
#include "tensor/grid.h"
#include "tensor/shapes.h"

namespace vitviz::features {

// Which photo rows belong to.
struct FeatureSource {
  const std::filesystem::path& photo;
  tensor::PatchGrid grid;
};

class FeatureWriter {
 public:
  FeatureWriter() = default;
  FeatureWriter(const FeatureWriter&) = delete;
  FeatureWriter& operator=(const FeatureWriter&) = delete;
  virtual ~FeatureWriter() = default;

  // One row, or of patches one for each of the grid. All photos have the same width.
  // Throws Error(kOutput).
  virtual void add(const FeatureSource& source, tensor::ConstMatrixRef rows) = 0;

  // The files get their names; without it, none stays. Returns them. Throws Error(kOutput).
  virtual std::vector<std::filesystem::path> finish() = 0;
};

// The files that stand for features at `path`: itself, and what lies beside it. Throws
// Error(kArgument) for an ending that is none of these.
[[nodiscard]] std::vector<std::filesystem::path> feature_files(const std::filesystem::path& path);

// `of_patches`: rows are patches. Throws as feature_files() does, and Error(kOutput) when the
// folder cannot be written.
[[nodiscard]] std::unique_ptr<FeatureWriter> open_features(const std::filesystem::path& path,
                                                           bool of_patches,
                                                           base::Overwrite overwrite);

}  // namespace vitviz::features
