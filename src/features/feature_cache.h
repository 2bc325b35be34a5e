// SPDX-License-Identifier: Apache-2.0
// Features that were computed once and are kept on disk: one file for each model and question.
//
// A photo is found again by its absolute path and its stamp (photo_stamp.h). The file is read as a
// whole at first and written as a whole at last, under another name until it is complete: of two
// programs at once the later one wins, and what the other computed is computed again.
#pragma once

#include <cstddef>
#include <deque>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "features/cache_file.h"
#include "features/photo_stamp.h"

namespace vitviz::features {

// What the features of a cache are of.
struct CacheKey {
  std::string name;   // of the model, for people who look into the folder
  std::string place;  // which model, and what is asked of it: each has a file of its own
  std::string state;  // what is new when the model is: then the file is written anew
};

class FeatureCache {
 public:
  // Reads what is kept of this key in `folder`, `width` numbers for each photo. What is damaged or
  // of another state of the model is as good as nothing. No more than `most_bytes` are written.
  FeatureCache(const std::filesystem::path& folder, const CacheKey& key, std::size_t width,
               std::size_t most_bytes = kMostCacheBytes);

  // What is wrong with the file that was found, "FILE: …"; nothing where nothing is.
  [[nodiscard]] const std::optional<std::string>& damage() const { return damage_; }

  // Copies the features of a photo to `row`. False where there are none, or of another stamp.
  // Requires: row.size() is the width.
  [[nodiscard]] bool find(const std::string& photo, const PhotoStamp& stamp, std::span<float> row);

  // Takes features for save(), instead of those that there may be of this photo.
  void add(const std::string& photo, const PhotoStamp& stamp, std::span<const float> row);

  // Writes the file where anything was added. Photos of earlier calls are kept, but for those that
  // were deleted; where all would be too many, those that were not looked for go first. Throws
  // Error(kOutput).
  void save();

  [[nodiscard]] const std::filesystem::path& file() const { return file_; }

 private:
  enum class Use { kNone, kFound, kReplaced };
  struct Added {
    std::string path;
    PhotoStamp stamp;
    std::vector<float> row;
  };

  void read();
  [[nodiscard]] std::vector<CachedPhoto> photos_to_keep() const;

  std::filesystem::path file_;
  std::string key_;
  std::size_t width_;
  std::size_t most_bytes_;
  std::optional<std::string> damage_;
  std::unique_ptr<std::byte[]> bytes_;                        // of the file
  CacheContent content_;                                      // in `bytes_`
  std::unordered_map<std::string_view, std::size_t> places_;  // of a path in content_.photos
  std::vector<Use> uses_;                                     // of each of content_.photos
  std::deque<Added> added_;
};

}  // namespace vitviz::features
