// SPDX-License-Identifier: Apache-2.0
#include "io/file_version.h"

#include <sys/stat.h>

namespace vitviz::io {

std::optional<FileVersion> version_of(int descriptor) {
  struct stat status = {};
  if (fstat(descriptor, &status) != 0) return std::nullopt;
  return FileVersion{status.st_dev, status.st_ino, status.st_size, status.st_mtim.tv_sec,
                     status.st_mtim.tv_nsec};
}

}  // namespace vitviz::io
