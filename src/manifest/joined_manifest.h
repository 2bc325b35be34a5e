// SPDX-License-Identifier: Apache-2.0
// A manifest of all photos that is written anew from those of the shards, so that a run without
// shards can go on from it.
#pragma once

#include <cstddef>
#include <filesystem>
#include <vector>

#include "base/atomic_file.h"
#include "manifest/records.h"

namespace vitviz::manifest {

class JoinedManifest {
 public:
  // In the folder `out`. `run` is the run of all photos. Throws Error(kOutput) when it cannot be
  // written.
  JoinedManifest(const std::filesystem::path& out, const RunRecord& run, base::Overwrite overwrite);

  [[nodiscard]] const std::filesystem::path& path() const { return file_.target(); }

  // A record of the manifest in the folder `from`: its files are named as seen from `out`.
  void add(Record record, const std::filesystem::path& from);
  // Files that tell of all photos, so that a run which goes on may replace them.
  void add_own(const std::vector<std::filesystem::path>& files);

  // The file gets its name; without it, it goes. Throws Error(kOutput) when there is one already
  // and it may not be replaced.
  void finish();

 private:
  void append(const Record& record);
  [[nodiscard]] std::filesystem::path name_of(const std::filesystem::path& file) const;

  std::filesystem::path out_;  // absolute
  base::UnnamedFile file_;
  base::Overwrite overwrite_;
};

}  // namespace vitviz::manifest
