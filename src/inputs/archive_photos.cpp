// SPDX-License-Identifier: Apache-2.0
#include "inputs/archive_photos.h"

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "archives/open_archive.h"
#include "base/error.h"
#include "base/text.h"
#include "image/photo_format.h"
#include "inputs/own_result.h"

namespace vitviz::inputs {
namespace {

namespace fs = std::filesystem;

// What each archive's folder is called, so that photos of two never get results of one name.
class ArchiveFolders {
 public:
  explicit ArchiveFolders(const std::vector<Input>& inputs) {
    for (const Input& input : inputs) {
      fs::path folder = input.subfolder;
      while (!folder.empty() && taken_.insert(folder).second) folder = folder.parent_path();
    }
  }

  fs::path name(const Input& archive) {
    const fs::path folder = archive.subfolder / archive.archive.stem();
    fs::path name = folder;
    for (int number = 2; !taken_.insert(name).second; ++number) {
      name = folder.string() + fmt::format("-{}", number);
    }
    return name;
  }

 private:
  std::set<fs::path> taken_;
};

// macOS puts what its own file system knows of each file into a folder of this name.
bool is_photo(const std::string& member, const Search& search) {
  if (!image::has_photo_extension(member) || is_own_result(member)) return false;
  const fs::path path = member;
  return std::none_of(path.begin(), path.end(), [&](const fs::path& part) {
    const std::string& name = part.native();
    const bool is_way_up = name == "..";  // which is told of
    return name == "__MACOSX" || (!search.hidden && !is_way_up && name.starts_with('.'));
  });
}

Input photo_of(const Input& of_archive, const archives::Member& member, const fs::path& folder) {
  const std::string begin = of_archive.archive.string() + '/';
  const std::size_t slashes = std::min(member.name.find_first_not_of('/'), member.name.size());
  Input photo{begin + member.name.substr(slashes), folder, std::nullopt};
  photo.archive = of_archive.archive;
  if (member.refusal.empty()) {
    photo.subfolder = (folder / member.name).parent_path();
  } else {
    photo.error.emplace(base::ErrorCode::kInput,
                        fmt::format("{}: {}", base::printable(photo.path.string()),
                                    base::printable(member.refusal)));
  }
  return photo;
}

// Adds the photos of one archive, and what is wrong with it.
class Lister {
 public:
  Lister(const Search& search, std::vector<Input>& inputs) : search_(search), inputs_(inputs) {}

  void add(Input archive, const fs::path& folder) {
    try {
      const auto opened = archives::open_archive(archive.archive);
      if (opened) return add_photos(archive, *opened, folder);
      if (!archive.is_named) return;
    } catch (const base::Error& error) {
      archive.error = error;
    }
    // Reading it will tell what it is.
    archive.archive.clear();
    archive.is_unlisted = false;
    inputs_.push_back(std::move(archive));
  }

 private:
  void add_photos(const Input& archive, const archives::Archive& opened, const fs::path& folder) {
    const std::size_t before = inputs_.size();
    for (const archives::Member& member : opened.members()) {
      if (is_photo(member.name, search_)) inputs_.push_back(photo_of(archive, member, folder));
    }
    auto error = opened.damage();
    if (!error && inputs_.size() == before && archive.is_named) {
      error.emplace(base::ErrorCode::kInput,
                    fmt::format("{}: there are no photos in this archive",
                                base::printable(archive.archive.string())));
    }
    if (!error) return;
    inputs_.push_back({archive.path, folder, std::move(error)});
    inputs_.back().archive = archive.archive;
  }

  const Search& search_;
  std::vector<Input>& inputs_;
};

}  // namespace

Input unlisted(const fs::path& archive, const fs::path& subfolder) {
  Input input{archive, subfolder, std::nullopt};
  input.archive = archive;
  input.is_unlisted = true;
  return input;
}

std::vector<Input> with_photos_of_archives(std::vector<Input> inputs, const Search& search,
                                           const IsListed& is_listed) {
  const auto is_archive = [](const Input& input) { return input.is_unlisted; };
  if (std::none_of(inputs.begin(), inputs.end(), is_archive)) return inputs;
  ArchiveFolders folders(inputs);
  std::vector<Input> listed;
  Lister lister(search, listed);
  for (Input& input : inputs) {
    const fs::path folder = is_archive(input) ? folders.name(input) : fs::path();
    if (is_archive(input) && is_listed(input.archive)) {
      lister.add(std::move(input), folder);
    } else {
      listed.push_back(std::move(input));
    }
  }
  return listed;
}

}  // namespace vitviz::inputs
