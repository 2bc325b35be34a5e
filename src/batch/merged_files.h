// SPDX-License-Identifier: Apache-2.0
// The files that a run's shards make together: the manifest of all photos, their table, their COCO
// file, and the list of those that are not done.
#pragma once

#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "base/atomic_file.h"
#include "batch/coco_file.h"
#include "batch/table_file.h"
#include "manifest/joined_manifest.h"
#include "manifest/merged_run.h"

namespace vitviz::batch {

struct MergeWish {
  std::filesystem::path out;  // the folder of the manifest
  std::optional<std::filesystem::path> table;
  std::optional<std::filesystem::path> coco;
  std::optional<std::filesystem::path> failed;  // the list
  base::Overwrite overwrite = base::Overwrite::kNever;
  bool nul_lists = false;  // paths in the list end with NUL instead of a newline
};

class MergedFiles {
 public:
  // Throws Error(kOutput) when a file exists and may not be replaced, is one of the shards', or
  // cannot be written. What is given must outlive it. Requires: the run has kept what the files
  // that are wanted need.
  MergedFiles(const manifest::MergedRun& run, const MergeWish& wish);

  // Writes all files, photo by photo in the order of the run, and returns those there are: no list
  // where all is done, and no manifest where there is nothing to join. Called once. Throws
  // Error(kInput) when a manifest is damaged or has changed meanwhile, Error(kOutput), and Stopped.
  [[nodiscard]] std::vector<std::filesystem::path> write(const std::stop_token& stop);

 private:
  void check_names() const;
  void add(const manifest::Record& record, const std::filesystem::path& from);
  void add_done(const manifest::DoneRecord& done);
  void add_undone(const std::filesystem::path& photo);

  const manifest::MergedRun& run_;
  const MergeWish& wish_;
  std::optional<manifest::JoinedManifest> manifest_;
  std::optional<TableFile> table_;
  std::optional<CocoFile> coco_;
  std::optional<base::UnnamedFile> undone_;
};

}  // namespace vitviz::batch
