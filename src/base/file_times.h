// SPDX-License-Identifier: Apache-2.0
// The times of a file to the nanosecond, which systems call differently.
#pragma once

#include <ctime>

#include <sys/stat.h>

namespace vitviz::base {

// When its bytes were last written.
[[nodiscard]] inline const timespec& time_written(const struct stat& file) {
#if defined(__APPLE__)
  return file.st_mtimespec;
#else
  return file.st_mtim;
#endif
}

// When these or its name, owner or permissions were last changed.
[[nodiscard]] inline const timespec& time_changed(const struct stat& file) {
#if defined(__APPLE__)
  return file.st_ctimespec;
#else
  return file.st_ctim;
#endif
}

}  // namespace vitviz::base
