// SPDX-License-Identifier: Apache-2.0
#include "program/photo_folder.h"

#include <regex>

#include <fmt/format.h>

#include "program/program.h"

namespace vitviz::test {

namespace fs = std::filesystem;

void write_photos(const TemporaryFolder& folder, int photos) {
  fs::create_directory(folder / "photos");
  for (int i = 0; i < photos; ++i) {
    write_photo(folder / fmt::format("photos/{}.png", i), {.width = 40 + 4 * i, .height = 40});
  }
}

std::map<std::string, std::vector<std::byte>> results_in(const fs::path& folder) {
  std::map<std::string, std::vector<std::byte>> results;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    const std::string name = entry.path().lexically_relative(folder).string();
    if (entry.is_regular_file() && !name.starts_with(".vitviz-manifest")) {
      results[name] = read_bytes(entry.path());
    }
  }
  return results;
}

std::vector<std::string> with(std::vector<std::string> words,
                              const std::vector<std::string>& more) {
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

std::string text_in(const fs::path& file) {
  const auto bytes = read_bytes(file);
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::string without_times(const std::string& csv) {
  static const std::regex times(",[^,\n]*,[^,\n]*\n");
  return std::regex_replace(csv, times, "\n");
}

}  // namespace vitviz::test
