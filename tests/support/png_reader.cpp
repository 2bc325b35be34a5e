// SPDX-License-Identifier: Apache-2.0
#include "support/png_reader.h"

#include <stdexcept>

#include <png.h>

namespace vitviz::test {

image::RgbaImage read_png(const std::filesystem::path& path) {
  png_image file{};
  file.version = PNG_IMAGE_VERSION;
  if (png_image_begin_read_from_file(&file, path.c_str()) == 0) {
    throw std::runtime_error(path.string() + ": " + file.message);
  }
  file.format = PNG_FORMAT_RGBA;
  image::RgbaImage picture({static_cast<int>(file.width), static_cast<int>(file.height)});
  if (png_image_finish_read(&file, nullptr, picture.bytes().data(), 0, nullptr) == 0) {
    throw std::runtime_error(path.string() + ": " + file.message);
  }
  return picture;
}

}  // namespace vitviz::test
