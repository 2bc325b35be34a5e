// SPDX-License-Identifier: Apache-2.0
// The features of a run that is not finished, so that it can go on after it was broken off.
//
// A file of JSON lines beside the one that will be, "features.npy.unfinished", to which each photo
// is added and which goes when the run is done. What follows a crash is at most a line that is cut
// off; a line counts only if its checksum is right.
//
//   {"vitviz features of": "5f3a…"}
//   {"photo": "/data/cat.jpg", "stamp": "84512 1764256000123456789", "grid": [14, 14], "rows": 1,
//    "numbers": "3f80…", "digest": "9c1e…"}
#pragma once

#include <cstdint>
#include <filesystem>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

#include "features/embed.h"

namespace vitviz::features {

class FeatureLog {
 public:
  // Begins the log of features at `out`; where `goes_on`, with what an earlier run of the same `id`
  // has left, which stands for all that its features depend on. Throws Error(kOutput) when it
  // cannot be written, and when a file of that name is no such log.
  FeatureLog(const std::filesystem::path& out, const std::string& id, bool goes_on);
  FeatureLog(const FeatureLog&) = delete;
  FeatureLog& operator=(const FeatureLog&) = delete;
  ~FeatureLog();

  // How many photos an earlier run has left, with other features than asked for where it goes not
  // on with them.
  [[nodiscard]] std::size_t found() const { return places_.size(); }

  // What an earlier run computed of a photo whose stamp (manifest/stamp.h) is still the same.
  [[nodiscard]] std::optional<Embedded> find(const std::filesystem::path& photo,
                                             const std::string& stamp) const;

  // Any thread may. Throws Error(kOutput).
  void add(const std::filesystem::path& photo, const std::string& stamp, const Embedded& embedded);

  // The run is done.
  void remove();

 private:
  void read_records(const std::string& id, bool goes_on);
  void begin(const std::string& id);
  void append(const std::string& line);
  [[noreturn]] void fail(int error) const;

  std::filesystem::path file_;
  int descriptor_ = -1;
  std::unordered_map<std::string, std::int64_t> places_;  // photo → offset of its line
  std::mutex mutex_;
};

}  // namespace vitviz::features
