// SPDX-License-Identifier: Apache-2.0
#include "image/open_source.h"

#include <utility>
#include <variant>
#include <vector>

#include "archives/member_path.h"

namespace vitviz::image {

std::unique_ptr<const PhotoSource> open_source(const std::filesystem::path& photo) {
  const auto found = archives::find_member(photo);
  if (!found) return std::make_unique<FileSource>(photo);
  archives::Content content = found->archive->content_of(*found->member);
  if (const auto* part = std::get_if<base::FilePart>(&content)) {
    return std::make_unique<FileSource>(found->file, *part, photo.string());
  }
  return std::make_unique<OwnedSource>(std::get<std::vector<std::byte>>(std::move(content)));
}

}  // namespace vitviz::image
