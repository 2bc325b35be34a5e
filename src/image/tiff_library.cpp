// SPDX-License-Identifier: Apache-2.0
#include "image/tiff_library.h"

namespace vitviz::image {

const TiffLibrary& TiffLibrary::instance() {
  static const TiffLibrary library;
  return library;
}

}  // namespace vitviz::image
