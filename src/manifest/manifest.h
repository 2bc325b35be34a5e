// SPDX-License-Identifier: Apache-2.0
// The account that a run of many photos keeps of what is done, in the folder of its results
// (records.h): so a run that was broken off can go on, and results of earlier runs are known.
//
// A file is named in it before it is begun, and a photo is done in it after its files have their
// names. So whatever a run that was killed has left behind is known to be the program's own.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "base/error.h"
#include "inputs/shard.h"
#include "manifest/line_file.h"
#include "manifest/records.h"

namespace vitviz::manifest {

// OUT/.vitviz-manifest.jsonl, and of a shard OUT/.vitviz-manifest.3-of-10.jsonl.
[[nodiscard]] std::filesystem::path manifest_file(const std::filesystem::path& out,
                                                  const std::optional<inputs::Shard>& shard);

class Manifest {
 public:
  // Reads what is there; lines that are no records count for nothing. Several programs may have it
  // at once: what one adds, the others learn when they open it again. Throws Error(kOutput) when it
  // cannot be read or written.
  explicit Manifest(const std::filesystem::path& file);

  // Of earlier runs: the conditions of the last, whether a file is one of their results, finished
  // or begun, and the last record of a photo that is done.
  [[nodiscard]] const std::optional<RunConditions>& last_run() const { return last_run_; }
  [[nodiscard]] bool owns(const std::filesystem::path& file) const;
  [[nodiscard]] std::optional<DoneRecord> done(const std::filesystem::path& photo) const;

  // Whether all files of a photo are there, as long as they were. Of the bytes themselves nothing
  // is read: files appear whole or not at all.
  [[nodiscard]] bool is_whole(const DoneRecord& record) const;

  // Removes the unnamed files of runs that were killed, where no other program has the manifest.
  void remove_leftovers() const;

  // Adds a line. Any thread may. Throws Error(kOutput).
  void add(const Record& record) { file_.add(line_of(record)); }
  // Waits until all lines are on the disk. Throws Error(kOutput).
  void save() const { file_.save(); }

  // How files are named in it. Requires: the file is below the manifest's folder.
  [[nodiscard]] std::filesystem::path name_of(const std::filesystem::path& file) const;

 private:
  void take_in(const Record& record, std::int64_t offset);

  std::filesystem::path folder_;
  LineFile file_;
  bool is_alone_;
  std::optional<RunConditions> last_run_;
  // By hashes of names: a path of each of a million photos would be memory for nothing.
  std::unordered_map<std::uint64_t, std::int64_t> done_;  // photo → offset of its line
  std::unordered_set<std::uint64_t> owned_;
  std::set<std::int64_t> processes_;
  std::set<std::filesystem::path> folders_;  // that files were begun in
};

}  // namespace vitviz::manifest
