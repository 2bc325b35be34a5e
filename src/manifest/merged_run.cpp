// SPDX-License-Identifier: Apache-2.0
#include "manifest/merged_run.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <set>
#include <string>
#include <unordered_set>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/argument.h"
#include "base/error.h"
#include "base/text.h"

namespace vitviz::manifest {
namespace {

[[noreturn]] void fail_as_another_run(const ShardAccount& first, const ShardAccount& other,
                                      const std::string& difference) {
  throw base::Error(
      base::ErrorCode::kArgument,
      fmt::format("{}: is of another run than {}: {}", base::printable(other.manifest.string()),
                  base::printable(first.manifest.string()), difference),
      fmt::format("run the shards with the same options and photos, with {}, or leave out the "
                  "folder of another run",
                  base::argument("resume")));
}

// What keeps two accounts from being of one run, in words; empty where nothing does.
std::string difference_of(const ShardAccount& a, const ShardAccount& b) {
  if (a.run.conditions != b.run.conditions) {
    return fmt::format("{}", fmt::join(differences(a.run.conditions, b.run.conditions), ", "));
  }
  if (a.run.end_of_places() != b.run.end_of_places()) {
    return fmt::format("{} photos were listed and now {}", a.run.end_of_places(),
                       b.run.end_of_places());
  }
  const bool are_shards = a.run.shard && b.run.shard;
  if (are_shards && a.run.shard->count != b.run.shard->count) {
    return fmt::format("it is one of {} shards and not of {}", b.run.shard->count,
                       a.run.shard->count);
  }
  return "";
}

}  // namespace

MergedRun::MergedRun(const std::vector<std::filesystem::path>& manifests,
                     const std::stop_token& stop) {
  for (const std::filesystem::path& manifest : manifests) add(manifest, stop);
  if (accounts_.empty()) {
    throw base::Error(
        base::ErrorCode::kInput,
        fmt::format("{}: tells of no run", base::printable(manifests.at(0).string())));
  }
  check_conditions();
  choose_one_of_each_place();
  leave_out_placed();
}

void MergedRun::add(const std::filesystem::path& manifest, const std::stop_token& stop) {
  ManifestScan scan = scan_manifest(manifest, static_cast<std::uint32_t>(accounts_.size()), stop);
  if (!scan.run) return;
  const auto is_done = [](const PhotoEntry& entry) { return entry.state == PhotoState::kDone; };
  const auto done = std::count_if(scan.photos.begin(), scan.photos.end(), is_done);
  accounts_.push_back({manifest, *std::move(scan.run), static_cast<std::size_t>(done)});
  photos_.insert(photos_.end(), scan.photos.begin(), scan.photos.end());
  unplaced_.insert(unplaced_.end(), scan.unplaced.begin(), scan.unplaced.end());
  of_all_.insert(of_all_.end(), scan.of_all.begin(), scan.of_all.end());
}

void MergedRun::check_conditions() const {
  const ShardAccount* first_shard = nullptr;
  for (const ShardAccount& account : accounts_) {
    const auto check_against = [&](const ShardAccount& other) {
      const std::string difference = difference_of(other, account);
      if (!difference.empty()) fail_as_another_run(other, account, difference);
    };
    check_against(accounts_.front());
    if (first_shard != nullptr) check_against(*first_shard);
    if (first_shard == nullptr && account.run.shard) first_shard = &account;
  }
}

void MergedRun::choose_one_of_each_place() {
  std::stable_sort(photos_.begin(), photos_.end(),
                   [](const PhotoEntry& a, const PhotoEntry& b) { return a.at < b.at; });
  std::size_t kept = 0;
  for (const PhotoEntry& entry : photos_) {
    if (kept > 0 && photos_[kept - 1].at == entry.at) {
      choose(entry, photos_[kept - 1]);
    } else {
      photos_[kept++] = entry;
    }
  }
  photos_.resize(kept);
}

void MergedRun::choose(const PhotoEntry& entry, PhotoEntry& chosen) {
  const ShardAccount& before = accounts_[chosen.record.manifest];
  const ShardAccount& now = accounts_[entry.record.manifest];
  if (chosen.photo != entry.photo) {
    fail_as_another_run(before, now, fmt::format("photo {} of all is another one", entry.at + 1));
  }
  const bool are_done = chosen.state == PhotoState::kDone && entry.state == PhotoState::kDone;
  if (are_done && before.run.shard && now.run.shard) ++done_twice_;
  if (entry.state < chosen.state) chosen = entry;
}

void MergedRun::leave_out_placed() {
  if (unplaced_.empty()) return;
  std::unordered_set<std::uint64_t> begun;
  for (const UnplacedPhoto& photo : unplaced_) begun.insert(photo.photo);
  for (const PhotoEntry& entry : photos_) begun.erase(entry.photo);
  // The first of each that is left.
  std::erase_if(unplaced_, [&](const UnplacedPhoto& one) { return begun.erase(one.photo) == 0; });
}

std::vector<std::filesystem::path> MergedRun::manifests() const {
  std::vector<std::filesystem::path> paths;
  for (const ShardAccount& account : accounts_) paths.push_back(account.manifest);
  return paths;
}

std::size_t MergedRun::all_photos() const {
  std::size_t of_shards = 0;
  for (const ShardAccount& account : accounts_) {
    if (account.run.all_photos != 0) return account.run.all_photos;
    of_shards += account.run.photos;
  }
  return of_shards;
}

std::size_t MergedRun::count(PhotoState state) const {
  return static_cast<std::size_t>(
      std::count_if(photos_.begin(), photos_.end(),
                    [&](const PhotoEntry& entry) { return entry.state == state; }));
}

std::size_t MergedRun::not_begun() const {
  const std::size_t known = photos_.size() + unplaced_.size();
  return known < all_photos() ? all_photos() - known : 0;
}

int MergedRun::shard_count() const {
  for (const ShardAccount& account : accounts_) {
    if (account.run.shard) return account.run.shard->count;
  }
  return 0;
}

std::vector<int> MergedRun::missing_shards() const {
  std::set<int> there;
  for (const ShardAccount& account : accounts_) {
    if (account.run.shard) there.insert(account.run.shard->number);
  }
  std::vector<int> missing;
  const int last = std::min(shard_count(), inputs::kMostShards);
  for (int shard = 1; shard <= last; ++shard) {
    if (!there.contains(shard)) missing.push_back(shard);
  }
  return missing;
}

std::vector<int> MergedRun::unfinished_shards() const {
  std::set<int> unfinished;
  for (const ShardAccount& account : accounts_) {
    if (account.run.shard && account.done < account.run.photos) {
      unfinished.insert(account.run.shard->number);
    }
  }
  return {unfinished.begin(), unfinished.end()};
}

}  // namespace vitviz::manifest
