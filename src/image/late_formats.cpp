// SPDX-License-Identifier: Apache-2.0
#include "image/late_formats.h"

#include "image/heif_library.h"
#include "image/jxl_library.h"
#include "image/tiff_library.h"

namespace vitviz::image {

std::vector<LateFormat> late_formats() {
  return {{"libheif", HeifLibrary::kFile},
          {"libjxl", JxlLibrary::file()},
          {"libtiff", TiffLibrary::kFile}};
}

}  // namespace vitviz::image
