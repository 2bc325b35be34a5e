// SPDX-License-Identifier: Apache-2.0
#include "image/heif_library.h"

#include <fmt/format.h>

namespace vitviz::image {

HeifLibrary::HeifLibrary() {
  const decltype(&heif_get_version_number) version_number = library_["heif_get_version_number"];
  const decltype(&heif_get_version) version = library_["heif_get_version"];
  if (version_number() < LIBHEIF_NUMERIC_VERSION) {
    throw base::LibraryMissing(fmt::format("{} is of version {}, and it takes {} or newer",
                                           library_.file(), version(), LIBHEIF_VERSION));
  }
  const decltype(&heif_init) init = library_["heif_init"];
  init(nullptr);  // loads the decoders that are plugins
}

const HeifLibrary& HeifLibrary::instance() {
  static const HeifLibrary library;
  return library;
}

}  // namespace vitviz::image
