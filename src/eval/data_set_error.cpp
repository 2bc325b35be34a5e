// SPDX-License-Identifier: Apache-2.0
#include "eval/data_set_error.h"

#include <algorithm>
#include <span>
#include <system_error>

#include <fmt/format.h>

#include "base/error.h"
#include "base/text.h"
#include "image/photo_source.h"

namespace vitviz::eval {

namespace fs = std::filesystem;

void fail_data_set(const fs::path& place, std::string_view what, const std::string& hint) {
  throw base::Error(base::ErrorCode::kInput,
                    fmt::format("{}: {}", base::printable(place.string()), what), hint);
}

std::string some_of(const std::vector<std::string>& names) {
  constexpr std::size_t kShown = 5;
  const std::size_t shown = names.size() <= kShown + 1 ? names.size() : kShown;
  std::string text;
  for (std::size_t i = 0; i < shown; ++i) {
    if (i > 0) text += i + 1 == names.size() ? " and " : ", ";
    text += base::printable(names[i]);
  }
  if (shown < names.size()) text += fmt::format(" and {} more", names.size() - shown);
  return text;
}

std::vector<fs::path> files_in(const fs::path& folder) {
  std::error_code error;
  std::vector<fs::path> files;
  fs::directory_iterator next(folder, error);
  while (!error && next != fs::directory_iterator()) {
    const bool is_hidden = next->path().filename().string().front() == '.';
    std::error_code ignored;
    if (!is_hidden && !next->is_directory(ignored)) files.push_back(next->path());
    next.increment(error);
  }
  if (error) fail_data_set(folder, "the folder cannot be read: " + error.message());
  std::sort(files.begin(), files.end());
  return files;
}

std::string read_text(const fs::path& file, std::size_t limit) {
  const image::FileSource source(file);
  if (source.size() > limit) {
    fail_data_set(file, fmt::format("has {}, {} are allowed", base::format_bytes(source.size()),
                                    base::format_bytes(limit)));
  }
  std::string text(source.size(), '\0');
  text.resize(source.read(0, std::as_writable_bytes(std::span(text))));
  if (!source.failure().empty()) fail_data_set(file, "cannot be read: " + source.failure());
  return text;
}

}  // namespace vitviz::eval
