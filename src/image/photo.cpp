// SPDX-License-Identifier: Apache-2.0
#include "image/photo.h"

#include <memory>

#include "image/photo_file.h"

namespace vitviz::image {

RgbImage decode_photo(std::span<const std::byte> bytes, const std::string& name,
                      Orientation orientation) {
  return PhotoFile(std::make_unique<MemorySource>(bytes), name, orientation).read();
}

RgbImage read_photo(const std::filesystem::path& path, Orientation orientation) {
  return PhotoFile(path, orientation).read();
}

}  // namespace vitviz::image
