// SPDX-License-Identifier: Apache-2.0
#include "features/cache_file.h"

#include <cstdint>
#include <cstring>
#include <filesystem>
#include <limits>
#include <string>

#include <doctest/doctest.h>

#include "io/crc32.h"
#include "support/temporary_folder.h"
#include "support/thrown_error.h"

namespace vitviz::features {
namespace {

constexpr std::size_t kCrcAt = 20;  // cache_file.h
constexpr std::size_t kKeyLengthAt = 24;
constexpr std::size_t kWidthAt = 28;
constexpr std::size_t kPhotosAt = 32;
constexpr std::size_t kRecordsAt = 40 + 3;  // behind the key "key"

struct Numbers {
  explicit Numbers(std::vector<float> numbers) : floats(std::move(numbers)) {}
  [[nodiscard]] std::span<const std::byte> bytes() const {
    return std::as_bytes(std::span(floats));
  }
  std::vector<float> floats;
};

// Two photos of three numbers, as a file.
std::vector<std::byte> file_of(const std::vector<float>& first = {1, 2, 3}) {
  const test::TemporaryFolder folder;
  const Numbers a(first);
  const Numbers b({-4, 5.5, 0});
  base::UnnamedFile file(folder / "f");
  write_cache(
      {"key", 3, {{"/photos/a.jpg", {10, 20, 30}, a.bytes()}, {"/b", {-1, 0, 1 << 30}, b.bytes()}}},
      file);
  file.complete();
  file.appear(base::Overwrite::kNever);
  return test::read_bytes(folder / "f");
}

template <typename Number>
void put(Number number, std::size_t place, std::vector<std::byte>& bytes) {
  std::memcpy(bytes.data() + place, &number, sizeof number);
}

// So that the checksum hides nothing.
void sign(std::vector<std::byte>& bytes) {
  put(io::crc32(0, std::span(bytes).subspan(kCrcAt + 4)), kCrcAt, bytes);
}

std::string reason(const std::vector<std::byte>& bytes) {
  const auto error = test::error_of([&] { static_cast<void>(parse_cache(bytes, "f")); });
  if (error) CHECK(error->code() == base::ErrorCode::kModel);
  return error ? error->what() : "";
}

TEST_CASE("a cache is read as it was written") {
  const std::vector<std::byte> bytes = file_of();
  const CacheContent content = parse_cache(bytes, "f");
  CHECK(content.key == "key");
  CHECK(content.width == 3);
  REQUIRE(content.photos.size() == 2);
  CHECK(content.photos[0].path == "/photos/a.jpg");
  CHECK(content.photos[0].stamp == PhotoStamp{10, 20, 30});
  CHECK(content.photos[1].path == "/b");
  CHECK(content.photos[1].stamp == PhotoStamp{-1, 0, 1 << 30});
  std::vector<float> row(3);
  std::memcpy(row.data(), content.photos[1].numbers.data(), sizeof(float) * row.size());
  CHECK(row == std::vector<float>{-4, 5.5, 0});
  CHECK(bytes.size() % 64 == 2 * 3 * sizeof(float));
}

TEST_CASE("every cut and every changed byte of a cache is noticed") {
  const std::vector<std::byte> whole = file_of();
  for (std::size_t size = 0; size < whole.size(); ++size) {
    CAPTURE(size);
    CHECK_FALSE(reason({whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size)}).empty());
  }
  for (std::size_t i = 0; i < whole.size(); ++i) {
    CAPTURE(i);
    std::vector<std::byte> changed = whole;
    changed[i] ^= std::byte{0x10};
    CHECK_FALSE(reason(changed).empty());
  }
  std::vector<std::byte> longer = whole;
  longer.push_back({});
  CHECK(test::contains(reason(longer), "checksum"));
}

TEST_CASE("a cache that lies is refused even where its checksum is right") {
  const auto lying = [](auto number, std::size_t place) {
    std::vector<std::byte> bytes = file_of();
    put(number, place, bytes);
    sign(bytes);
    return reason(bytes);
  };
  CHECK(lying(std::uint32_t{3}, kKeyLengthAt).empty());  // as it was: the signature is right
  CHECK(test::contains(lying(~std::uint32_t{0}, kKeyLengthAt), "the file ends"));
  CHECK(test::contains(lying(std::uint32_t{0}, kWidthAt), "numbers"));
  CHECK(test::contains(lying(std::uint32_t{2}, kWidthAt), "numbers"));
  CHECK(test::contains(lying(~std::uint32_t{0}, kWidthAt), "numbers"));
  CHECK(test::contains(lying(std::uint64_t{1}, kPhotosAt), "numbers"));
  CHECK(test::contains(lying(~std::uint64_t{0}, kPhotosAt), "the file ends"));
  CHECK(test::contains(lying(~std::uint32_t{0}, kRecordsAt), "the file ends"));
  for (const float number :
       {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity()}) {
    CHECK(test::contains(reason(file_of({1, number, 3})), "not finite"));
  }
}

TEST_CASE("every file of the corpus is what its name says") {
  int files = 0;
  for (const auto& entry :
       std::filesystem::directory_iterator(VITVIZ_CORPUS_ROOT "/feature_cache")) {
    const std::string name = entry.path().filename().string();
    CAPTURE(name);
    CHECK(reason(test::read_bytes(entry.path())).empty() == name.starts_with("good_"));
    ++files;
  }
  CHECK(files >= 10);
}

}  // namespace
}  // namespace vitviz::features
