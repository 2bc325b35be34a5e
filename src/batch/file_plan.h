// SPDX-License-Identifier: Apache-2.0
// The names of all results, settled before anything is computed: no result of one call can take the
// place of another, and a file in the way is found at once.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "analysis/map_selection.h"
#include "base/atomic_file.h"
#include "batch/kept_files.h"
#include "batch/output_options.h"
#include "batch/result_name.h"
#include "views/view_table.h"

namespace vitviz::batch {

struct PlannedPicture {
  const views::View* view;
  int query;  // counted from 0; 0 where nobody asked for one
  int map;    // which of MapSelection::labels(), where the view is of one map
  analysis::MapLabel label;
  std::optional<int> object;  // which one, counted from 1, where objects are told apart
  std::filesystem::path path;
};

struct PlannedArray {
  RawArray array;
  std::filesystem::path path;
};

// All files of one photo.
struct FilePlan {
  std::vector<PlannedPicture> pictures;
  std::vector<PlannedArray> arrays;

  // Their paths, in this order.
  [[nodiscard]] std::vector<std::filesystem::path> files() const;
};

// STEM.attention.png, STEM.mask.block03.head2.png, STEM.rollout.mask.query1.png, STEM.tokens.npy, …
// The attention's own results do without the map's name. Views of objects have a file for each of
// `objects`, STEM.mask.object1.png, of which a photo fills as many as it has; or one for all where
// that is 0. `extension` is that of pictures. Throws Error(kArgument) where a pattern gives two of
// them one name.
[[nodiscard]] FilePlan plan_files(const ResultName& name, const views::ViewList& views,
                                  const std::vector<RawArray>& arrays,
                                  const analysis::MapSelection& selection, int objects = 0,
                                  const std::string& extension = ".png");

// Throws Error(kOutput) when the name is too long for the file system, or when the file exists and
// may not be replaced: files that the call reads never.
void check_name(const std::filesystem::path& path, base::Overwrite overwrite,
                const KeptFiles& kept);

// Creates the folder of the files when it is missing. Throws Error(kOutput) when it cannot be
// created or written into.
void create_folder_for(const std::filesystem::path& stem);

}  // namespace vitviz::batch
