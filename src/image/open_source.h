// SPDX-License-Identifier: Apache-2.0
// A photo by its path: a file, or a member of an archive, "shard.tar/0001.jpg".
#pragma once

#include <filesystem>
#include <memory>

#include "image/photo_source.h"

namespace vitviz::image {

// A member is read where it lies in the archive; only one that is deflated is unpacked, into
// memory. Throws Error(kInput) where there is no such photo, or it cannot be read.
[[nodiscard]] std::unique_ptr<const PhotoSource> open_source(const std::filesystem::path& photo);

}  // namespace vitviz::image
