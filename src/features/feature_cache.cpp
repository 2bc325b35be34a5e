// SPDX-License-Identifier: Apache-2.0
#include "features/feature_cache.h"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <system_error>

#include <fmt/format.h>

#include "archives/member_path.h"
#include "base/check.h"
#include "base/error.h"
#include "base/text.h"

namespace vitviz::features {
namespace {

namespace fs = std::filesystem;

// The hash of Fowler, Noll and Vo (FNV-1a). Who shares one writes over the other's file.
std::uint64_t hash_of(std::string_view text) {
  std::uint64_t hash = 0xCBF2'9CE4'8422'2325;
  for (const char c : text) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 0x100'0000'01B3;
  }
  return hash;
}

// "dinov2_vits14-0123456789abcdef.features"
std::string file_name_of(const CacheKey& key) {
  constexpr std::size_t kMostLetters = 64;
  std::string name = key.name.substr(0, kMostLetters);
  const auto is_plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.';
  };
  std::replace_if(
      name.begin(), name.end(), [&](char c) { return !is_plain(c); }, '_');
  return fmt::format("{}-{:016x}.features", name, hash_of(key.place));
}

// Deleted, and not on a disk that is not there at the moment.
bool is_deleted(const fs::path& photo) {
  std::error_code ignored;
  const fs::path file = archives::file_of(photo);
  return !fs::exists(file, ignored) && fs::exists(file.parent_path(), ignored);
}

// As many from the front go as do not fit into `room` bytes.
void drop_too_many(std::vector<CachedPhoto>& photos, std::size_t width, std::size_t room) {
  std::size_t bytes = 0;
  auto first = photos.end();
  while (first != photos.begin()) {
    bytes += cached_bytes(std::prev(first)->path, width);
    if (bytes > room) break;
    --first;
  }
  photos.erase(photos.begin(), first);
}

}  // namespace

FeatureCache::FeatureCache(const fs::path& folder, const CacheKey& key, std::size_t width,
                           std::size_t most_bytes)
    : file_(folder / file_name_of(key)),
      key_(key.place + '\n' + key.state),
      width_(width),
      most_bytes_(most_bytes) {
  try {
    read();
  } catch (const base::Error& error) {
    damage_ = error.what();
    content_ = {};
  }
  if (content_.key != key_ || content_.width != width_) content_ = {};
  for (std::size_t i = 0; i < content_.photos.size(); ++i) {
    places_.emplace(content_.photos[i].path, i);
  }
  uses_.resize(content_.photos.size(), Use::kNone);
}

void FeatureCache::read() {
  const auto fail = [this](std::string_view what) {
    throw base::Error(base::ErrorCode::kInput,
                      fmt::format("{}: {}", base::printable(file_.string()), what));
  };
  std::error_code error;
  const fs::file_status status = fs::status(file_, error);
  if (status.type() == fs::file_type::not_found) return;
  if (!fs::is_regular_file(status)) fail("is no regular file");
  const std::uintmax_t size = fs::file_size(file_, error);
  if (error || size > kMostCacheBytes) fail("is larger than vitviz writes it");
  bytes_ = std::make_unique_for_overwrite<std::byte[]>(size);
  std::ifstream stream(file_, std::ios::binary);
  stream.read(reinterpret_cast<char*>(bytes_.get()), static_cast<std::streamsize>(size));
  if (!stream) fail("cannot be read");
  content_ = parse_cache({bytes_.get(), size}, file_.string());
}

bool FeatureCache::find(const std::string& photo, const PhotoStamp& stamp, std::span<float> row) {
  VITVIZ_CHECK(row.size() == width_);
  const auto place = places_.find(photo);
  if (place == places_.end() || uses_[place->second] == Use::kReplaced) return false;
  const CachedPhoto& cached = content_.photos[place->second];
  if (cached.stamp != stamp) return false;
  uses_[place->second] = Use::kFound;
  std::memcpy(row.data(), cached.numbers.data(), cached.numbers.size());
  return true;
}

void FeatureCache::add(const std::string& photo, const PhotoStamp& stamp,
                       std::span<const float> row) {
  VITVIZ_CHECK(row.size() == width_);
  const auto place = places_.find(photo);
  if (place != places_.end()) uses_[place->second] = Use::kReplaced;
  added_.push_back({photo, stamp, {row.begin(), row.end()}});
}

// Those that nobody asked for first.
std::vector<CachedPhoto> FeatureCache::photos_to_keep() const {
  std::vector<CachedPhoto> photos;
  for (const Use use : {Use::kNone, Use::kFound}) {
    for (std::size_t i = 0; i < uses_.size(); ++i) {
      if (uses_[i] != use) continue;
      const CachedPhoto& photo = content_.photos[i];
      if (use == Use::kFound || !is_deleted(photo.path)) photos.push_back(photo);
    }
  }
  for (const Added& added : added_) {
    photos.push_back({added.path, added.stamp, std::as_bytes(std::span(added.row))});
  }
  const std::size_t head = key_.size() + kMostFixedBytes;
  drop_too_many(photos, width_, most_bytes_ > head ? most_bytes_ - head : 0);
  return photos;
}

void FeatureCache::save() {
  if (added_.empty()) return;
  std::error_code ignored;  // where there is no folder, the file says so
  fs::create_directories(file_.parent_path(), ignored);
  base::UnnamedFile file(file_);
  write_cache({key_, width_, photos_to_keep()}, file);
  file.complete();  // and not saved: after a power cut it is damaged, and written anew
  file.appear(base::Overwrite::kReplace);
}

}  // namespace vitviz::features
