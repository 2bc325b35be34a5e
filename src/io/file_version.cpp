// SPDX-License-Identifier: Apache-2.0
#include "io/file_version.h"

#include <sys/stat.h>

#include "base/file_times.h"

namespace vitviz::io {

std::optional<FileVersion> version_of(int descriptor) {
  struct stat status = {};
  if (fstat(descriptor, &status) != 0) return std::nullopt;
  const timespec& written = base::time_written(status);
  return FileVersion{status.st_dev, status.st_ino, status.st_size, written.tv_sec, written.tv_nsec};
}

}  // namespace vitviz::io
