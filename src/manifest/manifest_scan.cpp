// SPDX-License-Identifier: Apache-2.0
#include "manifest/manifest_scan.h"

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <limits>
#include <string>
#include <unordered_map>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

#include "base/stopped.h"
#include "manifest/line_reader.h"
#include "manifest/path_text.h"

namespace vitviz::manifest {
namespace {

// Collects what records say.
class Collector {
 public:
  void take(const RunRecord& run, const RecordPlace&) {
    scan_.run = run;
    last_run_ = number_of(id_of(run.conditions));
  }
  void take(const BegunRecord& begun, const RecordPlace& place) {
    if (begun.photo.empty()) {
      scan_.of_all.push_back(place);
    } else {
      begun_[hash_of(begun.photo)] = place;
    }
  }
  void take(const DoneRecord& done, const RecordPlace& place) {
    add(done, PhotoState::kDone, place);
  }
  void take(const FailedRecord& failed, const RecordPlace& place) {
    add(failed, PhotoState::kFailed, place);
  }

  // Called once.
  ManifestScan finish() {
    keep_the_last();
    mark_begun();
    return std::move(scan_);
  }

 private:
  template <typename Ended>
  void add(const Ended& record, PhotoState state, const RecordPlace& place) {
    const std::uint64_t photo = hash_of(record.photo);
    begun_.erase(photo);
    const std::size_t run = number_of(record.run);
    constexpr std::size_t kMostRuns = std::numeric_limits<std::uint16_t>::max();
    if (run > kMostRuns) return;
    scan_.photos.push_back({photo, place, record.at, static_cast<std::uint16_t>(run), state});
  }

  std::size_t number_of(const std::string& run) {
    const auto found = std::find(runs_.begin(), runs_.end(), run);
    if (found != runs_.end()) return static_cast<std::size_t>(found - runs_.begin());
    runs_.push_back(run);
    return runs_.size() - 1;
  }

  // Of each place, where it is of the last run.
  void keep_the_last() {
    std::vector<PhotoEntry>& photos = scan_.photos;
    std::stable_sort(photos.begin(), photos.end(),
                     [](const PhotoEntry& a, const PhotoEntry& b) { return a.at < b.at; });
    std::size_t kept = 0;
    for (std::size_t i = 0; i < photos.size(); ++i) {
      const bool is_last = i + 1 == photos.size() || photos[i + 1].at != photos[i].at;
      const bool is_of_run =
          photos[i].run == last_run_ && scan_.run && photos[i].at < scan_.run->end_of_places();
      if (is_last && is_of_run) photos[kept++] = photos[i];
    }
    photos.resize(kept);
  }

  // What was begun after it had ended is as good as not done.
  void mark_begun() {
    if (begun_.empty()) return;
    std::unordered_map<std::uint64_t, RecordPlace> unplaced = begun_;
    for (PhotoEntry& entry : scan_.photos) {
      const auto found = begun_.find(entry.photo);
      if (found == begun_.end()) continue;
      entry.state = PhotoState::kBegun;
      entry.record = found->second;
      unplaced.erase(entry.photo);
    }
    for (const auto& [photo, record] : unplaced) scan_.unplaced.push_back({photo, record});
    std::sort(scan_.unplaced.begin(), scan_.unplaced.end(),
              [](const auto& a, const auto& b) { return a.record.offset < b.record.offset; });
  }

  ManifestScan scan_;
  std::vector<std::string> runs_;
  std::size_t last_run_ = 0;
  std::unordered_map<std::uint64_t, RecordPlace> begun_;  // that have not ended
};

}  // namespace

ManifestScan scan_manifest(const std::filesystem::path& manifest, std::uint32_t number,
                           const std::stop_token& stop) {
  const int descriptor = open(manifest.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) fail_to_read(manifest, errno);
  const struct Closer {
    int descriptor;
    ~Closer() { close(descriptor); }
  } closer{descriptor};
  Collector collector;
  LineReader lines(descriptor, 0);
  while (const auto line = lines.next()) {
    base::stop_if_requested(stop);
    const auto record = record_of(line->text);
    if (!record) continue;
    const RecordPlace place{line->offset, static_cast<std::uint32_t>(line->text.size()), number};
    std::visit([&](const auto& of_kind) { collector.take(of_kind, place); }, *record);
  }
  if (lines.error() != 0) fail_to_read(manifest, lines.error());
  return collector.finish();
}

}  // namespace vitviz::manifest
