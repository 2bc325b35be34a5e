// SPDX-License-Identifier: Apache-2.0
#include "eval/mask_folders.h"

#include <map>
#include <string>

#include <fmt/format.h>

#include "base/text.h"
#include "eval/data_set_error.h"
#include "image/photo_format.h"

namespace vitviz::eval {
namespace {

namespace fs = std::filesystem;

using PicturesByName = std::map<std::string, fs::path>;

PicturesByName pictures_in(const fs::path& folder) {
  PicturesByName pictures;
  for (const fs::path& file : files_in(folder)) {
    if (!image::has_photo_extension(file)) continue;
    const auto [other, is_new] = pictures.emplace(file.stem().string(), file);
    if (is_new) continue;
    fail_data_set(folder,
                  fmt::format("{} and {} have the same name",
                              base::printable(other->second.filename().string()),
                              base::printable(file.filename().string())),
                  "photos and masks are matched by name: remove one of the two");
  }
  if (pictures.empty()) fail_data_set(folder, "there are no pictures in this folder");
  return pictures;
}

// Throws where pictures have no counterpart ("mask") of their name.
void check_matched(const PicturesByName& pictures, const PicturesByName& others,
                   const fs::path& folder_of_others, std::string_view kind) {
  std::vector<std::string> lonely;
  for (const auto& [name, file] : pictures) {
    if (!others.contains(name)) lonely.push_back(file.filename().string());
  }
  if (lonely.empty()) return;
  fail_data_set(folder_of_others,
                fmt::format("there is no {} for {} of {}: {}", kind, lonely.size(), pictures.size(),
                            some_of(lonely)),
                "photo and mask have the same name, up to the extension");
}

}  // namespace

std::vector<Example> find_masked_photos(const fs::path& root) {
  const fs::path photo_folder = root / "images";
  const fs::path mask_folder = root / "masks";
  const PicturesByName photos = pictures_in(photo_folder);
  const PicturesByName masks = pictures_in(mask_folder);
  check_matched(photos, masks, mask_folder, "mask");
  check_matched(masks, photos, photo_folder, "photo");
  std::vector<Example> examples;
  for (const auto& [name, photo] : photos) examples.push_back({name, photo, masks.at(name), {}});
  return examples;
}

}  // namespace vitviz::eval
