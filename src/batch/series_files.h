// SPDX-License-Identifier: Apache-2.0
// The files that tell of all photos of a call together: the COCO file, the table, and the list of
// those that failed. Of a shard, its number stands in their names.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "batch/coco_file.h"
#include "batch/draw_job.h"
#include "batch/table_file.h"

namespace vitviz::batch {

class SeriesFiles {
 public:
  // Throws Error(kOutput) when a file exists and may not be replaced, or cannot be written.
  explicit SeriesFiles(const DrawJob& job);

  // What the files need to know of a photo, as JSON; empty where no file is wanted. The manifest
  // keeps it, so that a run which goes on can tell of photos that it does not draw again.
  [[nodiscard]] std::string kept_of(const DrawnPhoto& drawn) const;

  // In the order of the photos. Throws Error(kOutput).
  void add(const std::filesystem::path& photo, const std::string& kept);
  void add_failed(const std::filesystem::path& photo);

  // The files get their names. Without `complete`, because photos are missing, only the list of
  // those that failed does. Throws Error(kOutput).
  void finish(bool complete);

 private:
  const DrawJob& job_;
  std::optional<CocoFile> coco_;
  std::optional<TableFile> table_;
  std::string failed_;  // a path in each line
};

}  // namespace vitviz::batch
