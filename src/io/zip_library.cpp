// SPDX-License-Identifier: Apache-2.0
#include "io/zip_library.h"

#include <fmt/format.h>

#include "base/text.h"

namespace vitviz::io {

const ZipLibrary& ZipLibrary::instance() {
  static const ZipLibrary library;
  return library;
}

void require_libzip(base::ErrorCode code, const std::string& name) {
  try {
    static_cast<void>(ZipLibrary::instance());
  } catch (const base::LibraryMissing& missing) {
    throw base::Error(code,
                      fmt::format("{}: ZIP archives need libzip: {}", base::printable(name),
                                  base::printable(missing.what())),
                      "apt-get install libzip4");
  }
}

}  // namespace vitviz::io
