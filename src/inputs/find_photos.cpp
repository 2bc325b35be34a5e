// SPDX-License-Identifier: Apache-2.0
#include "inputs/find_photos.h"

#include <algorithm>
#include <string>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "archives/open_archive.h"
#include "base/argument.h"
#include "base/text.h"
#include "image/photo_file.h"
#include "image/photo_format.h"
#include "inputs/archive_photos.h"
#include "inputs/own_result.h"
#include "video/ffmpeg_programs.h"
#include "video/video_kind.h"

namespace vitviz::inputs {
namespace {

namespace fs = std::filesystem;

bool is_hidden(const fs::path& file) { return file.filename().string().front() == '.'; }

// What leads nowhere or cannot be looked at counts as well: the user should hear that a photo is
// missing.
bool is_file(const fs::directory_entry& entry, const Search& search) {
  if (is_hidden(entry.path()) && !search.hidden) return false;
  std::error_code error;
  const fs::file_type type = entry.status(error).type();
  return error || type == fs::file_type::regular || type == fs::file_type::not_found;
}

bool is_photo(const fs::directory_entry& entry, const Search& search) {
  return image::has_photo_extension(entry.path()) && !is_own_result(entry.path()) &&
         is_file(entry, search);
}

bool is_archive(const fs::directory_entry& entry, const Search& search) {
  return archives::has_archive_extension(entry.path()) && is_file(entry, search);
}

// By what the folder says of its entries where it does, without looking at them.
bool is_subfolder(const fs::directory_entry& entry, const Search& search) {
  std::error_code ignored;
  if (is_hidden(entry.path()) && !search.hidden) return false;
  return (search.follow || !entry.is_symlink(ignored)) && entry.is_directory(ignored);
}

base::Error unreadable(const fs::path& folder, const std::error_code& reason) {
  return {base::ErrorCode::kInput, fmt::format("{}: the folder cannot be read: {}",
                                               base::printable(folder.string()), reason.message())};
}

base::Error without_photos(const fs::path& folder, const Search& search) {
  return {base::ErrorCode::kInput,
          fmt::format("{}: there are no photos in this folder", base::printable(folder.string())),
          search.depth == Depth::kFolderOnly
              ? base::argument("recursive") + " also looks into the folders below it"
              : ""};
}

// All entries by name. What was read before an error is kept.
std::vector<fs::directory_entry> sorted_entries(const fs::path& folder, std::error_code& error) {
  std::vector<fs::directory_entry> entries;
  fs::directory_iterator next(folder, error);
  while (!error && next != fs::directory_iterator()) {
    entries.push_back(*next);
    next.increment(error);
  }
  std::sort(entries.begin(), entries.end());
  return entries;
}

// Walks through a folder and what is below it.
class Walk {
 public:
  Walk(const Search& search, std::vector<Input>& inputs) : search_(search), inputs_(inputs) {}

  // `subfolder` is `folder` as seen from the folder the user named.
  void add(const fs::path& folder, const fs::path& subfolder) {
    std::error_code error;
    const std::vector<fs::directory_entry> entries = sorted_entries(folder, error);
    if (error) inputs_.push_back({folder, subfolder, unreadable(folder, error)});
    for (const fs::directory_entry& entry : entries) {
      if (is_photo(entry, search_)) inputs_.push_back({entry.path(), subfolder, std::nullopt});
    }
    for (const fs::directory_entry& entry : entries) {
      if (is_archive(entry, search_)) inputs_.push_back(unlisted(entry.path(), subfolder));
    }
    if (search_.depth == Depth::kFolderOnly) return;
    above_.push_back(folder);
    for (const fs::directory_entry& entry : entries) {
      if (!is_subfolder(entry, search_) || leads_back(entry)) continue;
      add(entry.path(), subfolder / entry.path().filename());
    }
    above_.pop_back();
  }

 private:
  [[nodiscard]] bool leads_back(const fs::directory_entry& entry) const {
    std::error_code ignored;
    return entry.is_symlink(ignored) &&
           std::any_of(above_.begin(), above_.end(), [&](const fs::path& folder) {
             return fs::equivalent(folder, entry.path(), ignored);
           });
  }

  const Search& search_;
  std::vector<Input>& inputs_;
  std::vector<fs::path> above_;  // the folders that the walk is in
};

}  // namespace

std::vector<Input> find_photos(const std::vector<fs::path>& arguments, const Search& search,
                               const IsListed& is_listed) {
  std::vector<Input> inputs;
  for (const fs::path& argument : arguments) {
    std::error_code ignored;
    if (!fs::is_directory(argument, ignored)) {
      // Lists name many photos, and none of them is opened here.
      const bool is_photo = image::has_photo_extension(argument);
      inputs.push_back(is_photo ? Input{argument, {}, std::nullopt} : unlisted(argument, {}));
      inputs.back().is_named = true;
      continue;
    }
    const std::size_t before = inputs.size();
    Walk(search, inputs).add(argument, {});
    if (inputs.size() == before) {
      inputs.push_back({argument, {}, without_photos(argument, search)});
    }
  }
  inputs = with_photos_of_archives(std::move(inputs), search, is_listed);
  // Folders with archives in which there was no photo.
  if (inputs.empty() && !arguments.empty()) {
    inputs.push_back({arguments.front(), {}, without_photos(arguments.front(), search)});
  }
  return inputs;
}

std::optional<std::vector<base::Failure>> failures_of_all(const std::vector<Input>& inputs,
                                                          const analysis::Question& question,
                                                          Videos videos) {
  std::vector<base::Failure> failures;
  for (const Input& input : inputs) {
    if (input.is_unlisted) return std::nullopt;
    try {
      if (input.error) throw base::Error(*input.error);
      std::error_code ignored;
      const bool is_pipe = fs::is_other(fs::status(input.path, ignored));
      if (is_pipe) return std::nullopt;  // what comes out of it comes only once
      if (videos == Videos::kTaken && video::is_video(input.path, /*animations_too=*/false)) {
        static_cast<void>(video::find_ffmpeg(input.path));
      } else {
        image::PhotoFile(input.path, question.orientation, question.color_profile,
                         question.samples);
      }
      return std::nullopt;
    } catch (...) {
      failures.push_back(base::current_failure());
    }
  }
  return failures;
}

}  // namespace vitviz::inputs
