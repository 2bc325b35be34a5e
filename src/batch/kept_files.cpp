// SPDX-License-Identifier: Apache-2.0
#include "batch/kept_files.h"

#include <sys/stat.h>

#include "archives/member_path.h"

namespace vitviz::batch {

void KeptFiles::keep(const std::filesystem::path& read) {
  const std::filesystem::path path = archives::file_of(read);
  struct stat status {};
  if (stat(path.c_str(), &status) == 0) files_.emplace(status.st_dev, status.st_ino);
  if (lstat(path.c_str(), &status) == 0) files_.emplace(status.st_dev, status.st_ino);
}

// A result replaces the name in its folder, and a link itself rather than what it leads to.
bool KeptFiles::contains(const std::filesystem::path& path) const {
  struct stat status {};
  if (files_.empty() || lstat(path.c_str(), &status) != 0) return false;
  return files_.contains({status.st_dev, status.st_ino});
}

}  // namespace vitviz::batch
