// SPDX-License-Identifier: Apache-2.0
#include "base/save_to_disk.h"

#include <cerrno>

#include <fcntl.h>
#include <unistd.h>

namespace vitviz::base {

#if defined(__linux__)

void begin_saving(int descriptor) {
  static_cast<void>(sync_file_range(descriptor, 0, 0, SYNC_FILE_RANGE_WRITE));
}

int save_bytes(int descriptor) { return fdatasync(descriptor) == 0 ? 0 : errno; }

int save_file_system(int descriptor) { return syncfs(descriptor) == 0 ? 0 : errno; }

#else

void begin_saving(int /*descriptor*/) {}

int save_bytes(int descriptor) { return fsync(descriptor) == 0 ? 0 : errno; }

int save_file_system(int descriptor) {
  sync();  // of every file system
  return fsync(descriptor) == 0 ? 0 : errno;
}

#endif

}  // namespace vitviz::base
