// SPDX-License-Identifier: Apache-2.0
#include "manifest/stamp.h"

#include <fmt/format.h>
#include <sys/stat.h>

namespace vitviz::manifest {

std::string stamp_of(const std::filesystem::path& file) {
  struct stat found {};
  if (stat(file.c_str(), &found) != 0 || !S_ISREG(found.st_mode)) return "";
  return fmt::format("{} {}{:09}", found.st_size, found.st_mtim.tv_sec, found.st_mtim.tv_nsec);
}

}  // namespace vitviz::manifest
