// SPDX-License-Identifier: Apache-2.0
#include "base/read_ahead.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace vitviz::base {

void read_ahead(const std::filesystem::path& file) {
  struct stat found {};
  // To open a pipe would be noticed by who writes into it.
  if (stat(file.c_str(), &found) != 0 || !S_ISREG(found.st_mode)) return;
  const int descriptor = open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (descriptor < 0) return;
#if defined(POSIX_FADV_WILLNEED)  // macOS has it not
  static_cast<void>(posix_fadvise(descriptor, 0, 0, POSIX_FADV_WILLNEED));
#endif
  close(descriptor);
}

}  // namespace vitviz::base
