// SPDX-License-Identifier: Apache-2.0
#include "features/feature_cache.h"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include "support/temporary_folder.h"
#include "support/thrown_error.h"

namespace vitviz::features {
namespace {

const CacheKey kKey = {"a model/v2", "place", "state"};
constexpr PhotoStamp kStamp = {100, 200, 300};
constexpr std::size_t kWidth = 2;

class Shelf {
 public:
  [[nodiscard]] FeatureCache open(const CacheKey& key = kKey, std::size_t width = kWidth) const {
    return {folder_ / "vitviz/features", key, width};
  }
  // Keeps the features of a photo that is there.
  void keep(const std::string& name, const std::vector<float>& row,
            const PhotoStamp& stamp = kStamp) const {
    FeatureCache cache = open();
    cache.add(photo(name), stamp, row);
    cache.save();
  }
  // A photo of this name, which is nothing but its path here.
  [[nodiscard]] std::string photo(const std::string& name) const {
    const std::filesystem::path path = folder_ / name;
    std::filesystem::create_directories(path.parent_path());
    test::write_bytes(path, {});
    return path.string();
  }
  [[nodiscard]] const test::TemporaryFolder& folder() const { return folder_; }

 private:
  test::TemporaryFolder folder_;
};

// What is kept of a photo; empty where nothing is.
std::vector<float> found(FeatureCache& cache, const std::string& photo,
                         const PhotoStamp& stamp = kStamp, std::size_t width = kWidth) {
  std::vector<float> row(width);
  if (!cache.find(photo, stamp, row)) row.clear();
  return row;
}

TEST_CASE("features are found again by the photo's path and stamp alone") {
  const Shelf shelf;
  const std::string cat = shelf.photo("cat.jpg");
  shelf.keep("cat.jpg", {1, 2});
  FeatureCache cache = shelf.open();
  CHECK_FALSE(cache.damage());
  CHECK(cache.file().filename().string().starts_with("a_model_v2-"));
  CHECK(found(cache, cat) == std::vector<float>{1, 2});
  CHECK(found(cache, cat + "x").empty());
  CHECK(found(cache, cat, {101, 200, 300}).empty());
  CHECK(found(cache, cat, {100, 201, 300}).empty());
  CHECK(found(cache, cat, {100, 200, 301}).empty());
}

TEST_CASE("a second call adds to the first, and a changed photo replaces the old one") {
  const Shelf shelf;
  shelf.keep("cat.jpg", {1, 2});
  shelf.keep("dog.jpg", {3, 4});
  shelf.keep("cat.jpg", {5, 6}, {1, 1, 1});
  FeatureCache cache = shelf.open();
  CHECK(found(cache, shelf.photo("dog.jpg")) == std::vector<float>{3, 4});
  CHECK(found(cache, shelf.photo("cat.jpg")).empty());
  CHECK(found(cache, shelf.photo("cat.jpg"), {1, 1, 1}) == std::vector<float>{5, 6});
}

TEST_CASE("nothing is written where nothing was added") {
  const Shelf shelf;
  shelf.open().save();
  CHECK(shelf.folder().names().empty());
}

TEST_CASE("photos that were deleted go, those of a folder that is not there stay") {
  const Shelf shelf;
  for (const char* name : {"here/deleted.jpg", "here/kept.jpg", "stick/photo.jpg"}) {
    shelf.keep(name, {1, 2});
  }
  std::filesystem::remove(shelf.folder() / "here/deleted.jpg");
  std::filesystem::rename(shelf.folder() / "stick", shelf.folder() / "elsewhere");
  shelf.keep("new.jpg", {3, 4});
  FeatureCache cache = shelf.open();
  CHECK(found(cache, (shelf.folder() / "here/deleted.jpg").string()).empty());
  CHECK_FALSE(found(cache, (shelf.folder() / "here/kept.jpg").string()).empty());
  CHECK_FALSE(found(cache, (shelf.folder() / "stick/photo.jpg").string()).empty());
}

TEST_CASE("where photos are too many, those that nobody looked for go first") {
  const Shelf shelf;
  std::vector<std::string> photos;
  for (const char* name : {"a.jpg", "b.jpg", "c.jpg"}) {
    shelf.keep(name, {1, 2});
    photos.push_back(shelf.photo(name));
  }
  // Room for three of four.
  const std::size_t most = kMostFixedBytes + kKey.place.size() + 1 + kKey.state.size() +
                           3 * cached_bytes(photos[0], kWidth);
  FeatureCache cache(shelf.open().file().parent_path(), kKey, kWidth, most);
  CHECK_FALSE(found(cache, photos[0]).empty());
  cache.add(shelf.photo("d.jpg"), kStamp, std::vector<float>{3, 4});
  cache.save();
  CHECK(std::filesystem::file_size(cache.file()) <= most);
  FeatureCache after = shelf.open();
  CHECK_FALSE(found(after, photos[0]).empty());
  CHECK(found(after, photos[1]).empty());
  CHECK_FALSE(found(after, photos[2]).empty());
  CHECK_FALSE(found(after, shelf.photo("d.jpg")).empty());
}

TEST_CASE("another place has a file of its own, another state takes the old one's") {
  const Shelf shelf;
  const std::string cat = shelf.photo("cat.jpg");
  shelf.keep("cat.jpg", {1, 2});
  const auto is_found = [&](const CacheKey& key, std::size_t width = kWidth) {
    FeatureCache cache = shelf.open(key, width);
    CHECK_FALSE(cache.damage());
    return !found(cache, cat, kStamp, width).empty();
  };
  CHECK(is_found(kKey));
  CHECK_FALSE(is_found({kKey.name, "other place", kKey.state}));
  CHECK_FALSE(is_found({kKey.name, kKey.place, "other state"}));
  CHECK_FALSE(is_found(kKey, 3));
  CHECK(shelf.open({kKey.name, "other place", kKey.state}).file() != shelf.open().file());
  CHECK(shelf.open({kKey.name, kKey.place, "other state"}).file() == shelf.open().file());
}

TEST_CASE("what is no cache is said, is as good as none, and is replaced") {
  const Shelf shelf;
  const std::string cat = shelf.photo("cat.jpg");
  shelf.keep("cat.jpg", {1, 2});
  const std::filesystem::path file = shelf.open().file();
  std::vector<std::byte> bytes = test::read_bytes(file);
  bytes.back() ^= std::byte{1};
  test::write_bytes(file, bytes);
  FeatureCache damaged = shelf.open();
  REQUIRE(damaged.damage());
  CHECK(test::contains(*damaged.damage(), "checksum"));
  CHECK(found(damaged, cat).empty());
  damaged.add(cat, kStamp, std::vector<float>{7, 8});
  damaged.save();
  FeatureCache again = shelf.open();
  CHECK_FALSE(again.damage());
  CHECK(found(again, cat) == std::vector<float>{7, 8});
}

TEST_CASE("a pipe or a folder in the place of a cache is not read") {
  const Shelf shelf;
  const std::filesystem::path file = shelf.open().file();
  std::filesystem::create_directories(file.parent_path());
  REQUIRE(mkfifo(file.c_str(), 0600) == 0);
  CHECK(test::contains(shelf.open().damage().value_or(""), "no regular file"));
  std::filesystem::remove(file);
  std::filesystem::create_directory(file);
  CHECK(test::contains(shelf.open().damage().value_or(""), "no regular file"));
}

TEST_CASE("a cache that cannot be written is an error of its own, which leaves nothing behind") {
  const Shelf shelf;
  test::write_bytes(shelf.folder() / "vitviz", {});  // a file where the folder should be
  FeatureCache cache = shelf.open();
  cache.add("/photo.jpg", kStamp, std::vector<float>{1, 2});
  const auto error = test::error_of([&] { cache.save(); });
  REQUIRE(error);
  CHECK(error->code() == base::ErrorCode::kOutput);
  CHECK(shelf.folder().names() == std::vector<std::string>{"vitviz"});
}

}  // namespace
}  // namespace vitviz::features
