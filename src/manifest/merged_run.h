// SPDX-License-Identifier: Apache-2.0
// What the manifests of a run's shards say together, in the order of all its photos.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <stop_token>
#include <vector>

#include "manifest/manifest_scan.h"
#include "manifest/records.h"

namespace vitviz::manifest {

// A manifest, and the last run that it tells of.
struct ShardAccount {
  std::filesystem::path manifest;
  RunRecord run;
  std::size_t done = 0;  // photos that it calls done
};

class MergedRun {
 public:
  // Manifests without a run are left out. Throws Error(kInput) when one cannot be read or none has
  // a run; Error(kArgument) unless all last runs had the same conditions, number of shards and
  // photos; and Stopped.
  explicit MergedRun(const std::vector<std::filesystem::path>& manifests,
                     const std::stop_token& stop = {});

  [[nodiscard]] const std::vector<ShardAccount>& accounts() const { return accounts_; }
  [[nodiscard]] const RunConditions& conditions() const { return accounts_.front().run.conditions; }
  // Where no shard has listed those of all, those of the shards that have run.
  [[nodiscard]] std::size_t all_photos() const;
  // In the order of the accounts: what record places number.
  [[nodiscard]] std::vector<std::filesystem::path> manifests() const;

  // Those that anything is known of, by their places: one for each. A photo that one manifest calls
  // done is done, whatever others say.
  [[nodiscard]] const std::vector<PhotoEntry>& photos() const { return photos_; }
  [[nodiscard]] const std::vector<UnplacedPhoto>& unplaced() const { return unplaced_; }
  // Records that name files of all photos together.
  [[nodiscard]] const std::vector<RecordPlace>& of_all() const { return of_all_; }

  [[nodiscard]] std::size_t done() const { return count(PhotoState::kDone); }
  [[nodiscard]] std::size_t failed() const { return count(PhotoState::kFailed); }
  [[nodiscard]] std::size_t begun() const { return count(PhotoState::kBegun) + unplaced_.size(); }
  [[nodiscard]] std::size_t not_begun() const;
  [[nodiscard]] std::size_t done_twice() const { return done_twice_; }  // by two shards
  [[nodiscard]] bool is_complete() const { return done() == all_photos(); }

  // How many shards there are; 0 of a run that was not shared out. Which of them have left no
  // account, and which have not done all of their photos; ascending.
  [[nodiscard]] int shard_count() const;
  [[nodiscard]] std::vector<int> missing_shards() const;
  [[nodiscard]] std::vector<int> unfinished_shards() const;

 private:
  void add(const std::filesystem::path& manifest, const std::stop_token& stop);
  void check_conditions() const;
  void choose_one_of_each_place();
  void choose(const PhotoEntry& entry, PhotoEntry& chosen);  // the better of two of one place
  void leave_out_placed();
  [[nodiscard]] std::size_t count(PhotoState state) const;

  std::vector<ShardAccount> accounts_;
  std::vector<PhotoEntry> photos_;
  std::vector<UnplacedPhoto> unplaced_;
  std::vector<RecordPlace> of_all_;
  std::size_t done_twice_ = 0;
};

}  // namespace vitviz::manifest
