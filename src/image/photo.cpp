// SPDX-License-Identifier: Apache-2.0
#include "image/photo.h"

#include <memory>

#include "image/photo_file.h"

namespace vitviz::image {

RgbImage decode_photo(std::span<const std::byte> bytes, const std::string& name,
                      Orientation orientation, ColorProfile profile) {
  return PhotoFile(std::make_unique<MemorySource>(bytes), name, orientation, profile).read();
}

RgbImage read_photo(const std::filesystem::path& path, Orientation orientation,
                    ColorProfile profile) {
  return PhotoFile(path, orientation, profile).read();
}

}  // namespace vitviz::image
