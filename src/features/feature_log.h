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
#include <optional>
#include <string>
#include <unordered_map>

#include "features/embed.h"
#include "manifest/line_file.h"

namespace vitviz::features {

class FeatureLog {
 public:
  // Begins the log of features at `out`; where `goes_on`, with what an earlier run of the same `id`
  // has left, which stands for all that its features depend on. Throws Error(kOutput) when it
  // cannot be written, and when a file of that name is no such log.
  FeatureLog(const std::filesystem::path& out, const std::string& id, bool goes_on);

  // What an earlier run computed of a photo whose stamp (manifest/stamp.h) is still the same.
  [[nodiscard]] std::optional<Embedded> find(const std::filesystem::path& photo,
                                             const std::string& stamp) const;

  // Any thread may. Throws Error(kOutput).
  void add(const std::filesystem::path& photo, const std::string& stamp, const Embedded& embedded);

  // The run is done.
  void remove();

 private:
  void begin(const std::string& id);

  std::filesystem::path path_;
  manifest::LineFile file_;
  std::unordered_map<std::string, std::int64_t> places_;  // photo → offset of its line
};

}  // namespace vitviz::features
