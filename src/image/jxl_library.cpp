// SPDX-License-Identifier: Apache-2.0
#include "image/jxl_library.h"

#include <fmt/format.h>
#include <jxl/version.h>

namespace vitviz::image {

std::string JxlLibrary::version() {
  return fmt::format("{}.{}", JPEGXL_MAJOR_VERSION, JPEGXL_MINOR_VERSION);
}

const JxlLibrary& JxlLibrary::instance() {
  static const JxlLibrary library;
  return library;
}

}  // namespace vitviz::image
