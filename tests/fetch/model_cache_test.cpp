// SPDX-License-Identifier: Apache-2.0
// A cache in which somebody else put something.
#include "fetch/model_cache.h"

#include <cstddef>
#include <cstdlib>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <sys/stat.h>

#include "base/error.h"
#include "support/temporary_folder.h"
#include "support/thrown_error.h"

namespace vitviz::fetch {
namespace {

constexpr const char* kName = "dino-s8";
constexpr const char* kFile = "dino_deitsmall8_pretrain.pth";

// A cache with an empty folder for one model.
class Cache {
 public:
  Cache() {
    setenv("XDG_CACHE_HOME", folder_.path().c_str(), /*replace=*/1);
    std::filesystem::create_directories(model());
  }
  ~Cache() { unsetenv("XDG_CACHE_HOME"); }

  [[nodiscard]] std::filesystem::path model() const { return folder_ / "vitviz/models/dino-s8"; }
  void put(const std::string& name) const {
    test::write_bytes(model() / name, std::vector(8, std::byte{1}));
  }
  [[nodiscard]] static std::string refusal() {
    CHECK_FALSE(is_cached(*find_known_model(kName)));
    const auto error = test::error_of([] { static_cast<void>(resolve_model(kName)); });
    REQUIRE(error);
    CHECK(error->code() == base::ErrorCode::kModel);
    CHECK_FALSE(error->hint().empty());
    return error->what();
  }

 private:
  test::TemporaryFolder folder_;
};

TEST_CASE("a model's name means the file that was fetched, whatever lies beside it") {
  const Cache cache;
  cache.put("another.pth");
  CHECK(test::contains(Cache::refusal(), "has not been fetched"));
  cache.put(kFile);
  cache.put("zzz.pth");
  CHECK(resolve_model(kName) == cache.model() / kFile);
  CHECK(is_cached(*find_known_model(kName)));
}

TEST_CASE("a link or a FIFO in the place of a fetched file is refused at once") {
  const Cache cache;
  cache.put("elsewhere");
  std::filesystem::create_symlink(cache.model() / "elsewhere", cache.model() / kFile);
  CHECK(test::contains(Cache::refusal(), std::string(kFile) + ": is a link, or no regular file"));
  std::filesystem::remove(cache.model() / kFile);
  REQUIRE(mkfifo((cache.model() / kFile).c_str(), 0600) == 0);
  CHECK(test::contains(Cache::refusal(), "is a link, or no regular file"));
}

TEST_CASE("a link in the place of a model's folder is refused") {
  const Cache cache;
  cache.put(kFile);
  const std::filesystem::path moved = cache.model().string() + ".moved";
  std::filesystem::rename(cache.model(), moved);
  std::filesystem::create_directory_symlink(moved, cache.model());
  CHECK(test::contains(Cache::refusal(), "dino-s8: is a link, or no folder"));
}

}  // namespace
}  // namespace vitviz::fetch
