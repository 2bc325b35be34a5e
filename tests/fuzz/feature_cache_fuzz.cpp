// SPDX-License-Identifier: Apache-2.0
// Any bytes as a cache of features: an Error(kModel), or photos whose numbers are finite and which,
// written once more, are read as the same. The checksum is passed over, for it would stop nearly
// all that is behind it.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <span>
#include <vector>

#include <unistd.h>

#include "base/check.h"
#include "base/error.h"
#include "features/cache_file.h"

namespace {

using namespace vitviz;

void check_numbers(const features::CacheContent& content) {
  for (const features::CachedPhoto& photo : content.photos) {
    VITVIZ_CHECK(photo.numbers.size() == content.width * sizeof(float));
    for (std::size_t i = 0; i < photo.numbers.size(); i += sizeof(float)) {
      float number = 0;
      std::memcpy(&number, &photo.numbers[i], sizeof number);
      VITVIZ_CHECK(std::isfinite(number));
    }
  }
}

std::vector<std::byte> written(const features::CacheContent& content) {
  static const std::filesystem::path path =
      std::filesystem::temp_directory_path() / ("vitviz-fuzz-" + std::to_string(getpid()));
  base::UnnamedFile file(path);
  features::write_cache(content, file);
  file.complete();
  file.appear(base::Overwrite::kReplace);
  std::vector<std::byte> bytes(std::filesystem::file_size(path));
  std::ifstream(path, std::ios::binary)
      .read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  std::filesystem::remove(path);
  return bytes;
}

void check_same(const features::CacheContent& a, const features::CacheContent& b) {
  VITVIZ_CHECK(a.key == b.key && a.width == b.width && a.photos.size() == b.photos.size());
  for (std::size_t i = 0; i < a.photos.size(); ++i) {
    const auto& [path, stamp, numbers] = a.photos[i];
    VITVIZ_CHECK(path == b.photos[i].path && stamp == b.photos[i].stamp);
    VITVIZ_CHECK(std::memcmp(numbers.data(), b.photos[i].numbers.data(), numbers.size()) == 0);
  }
}

}  // namespace

// NOLINTNEXTLINE(readability-identifier-naming): the name that libFuzzer calls
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto bytes = std::as_bytes(std::span(data, size));
  for (const auto parse : {features::parse_cache, features::parse_unchecked_cache}) {
    try {
      const features::CacheContent content = parse(bytes, "fuzz");
      check_numbers(content);
      const std::vector<std::byte> again = written(content);
      check_same(content, features::parse_cache(again, "fuzz"));
    } catch (const base::Error& error) {
      if (error.code() != base::ErrorCode::kModel) throw;
    }
  }
  return 0;
}
