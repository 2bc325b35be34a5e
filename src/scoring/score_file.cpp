// SPDX-License-Identifier: Apache-2.0
#include "scoring/score_file.h"

#include <algorithm>
#include <iterator>
#include <string_view>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "base/argument.h"
#include "base/error.h"
#include "base/text.h"

namespace vitviz::scoring {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail_to_write(const fs::path& path) {
  throw base::Error(base::ErrorCode::kOutput,
                    fmt::format("{}: cannot be written", base::printable(path.string())));
}

// All lines that are whole; nothing where there is no file. A line that was cut off goes, so that
// the next one does not continue it.
std::string read_whole_lines(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return "";
  std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  const std::size_t end = text.rfind('\n') + 1;  // 0 where there is none
  if (end < text.size()) {
    text.resize(end);
    std::error_code error;
    fs::resize_file(path, end, error);
    if (error) fail_to_write(path);
  }
  return text;
}

// "task saliency; heads mean" → its parts.
std::vector<std::string_view> parts_of(std::string_view setting) {
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t end = setting.find("; ");
    parts.push_back(setting.substr(0, end));
    if (end == std::string_view::npos) return parts;
    setting.remove_prefix(end + 2);
  }
}

// What a setting says that the other does not.
std::string only_in(std::string_view setting, std::string_view other) {
  const std::vector<std::string_view> known = parts_of(other);
  std::string text;
  for (const std::string_view part : parts_of(setting)) {
    if (std::find(known.begin(), known.end(), part) != known.end()) continue;
    text.append(text.empty() ? "" : "; ").append(base::printable(part));
  }
  return text.empty() ? "nothing" : text;
}

void check_same(const fs::path& path, std::span<const std::string> found,
                std::span<const std::string> wanted) {
  const auto [in_file, here] =
      std::mismatch(found.begin(), found.end(), wanted.begin(), wanted.end());
  if (in_file == found.end() && here == wanted.end()) return;
  const std::string_view has = in_file == found.end() ? "" : std::string_view(*in_file);
  const std::string_view asked = here == wanted.end() ? "" : std::string_view(*here);
  base::fail_argument(
      "log", path.string(), "this file has the scores of something else",
      fmt::format("it has: {}\nasked for: {}\nname another file for {}, or remove this one",
                  only_in(has, asked), only_in(asked, has), base::argument("log")));
}

}  // namespace

ScoreFile::ScoreFile(fs::path path, const eval::Task& task, std::span<const std::string> settings)
    : path_(std::move(path)) {
  known_ = eval::read_log(read_whole_lines(path_), task, path_.string());
  const bool is_new = known_.settings.empty();
  if (!is_new) check_same(path_, known_.settings, settings);
  file_.open(path_, std::ios::binary | std::ios::app);
  if (!file_) fail_to_write(path_);
  if (is_new) write(eval::log_head(settings));
}

const std::vector<eval::PhotoEntry>* ScoreFile::find(const std::string& photo) const {
  const auto found = known_.photos.find(photo);
  return found == known_.photos.end() ? nullptr : &found->second;
}

void ScoreFile::add(std::span<const eval::PhotoEntry> entries) { write(eval::log_line(entries)); }

void ScoreFile::write(const std::string& line) {
  file_ << line << std::flush;
  if (!file_) fail_to_write(path_);
}

}  // namespace vitviz::scoring
