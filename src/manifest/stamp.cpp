// SPDX-License-Identifier: Apache-2.0
#include "manifest/stamp.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include "archives/member_path.h"
#include "base/error.h"
#include "base/file_times.h"

namespace vitviz::manifest {

namespace {

std::string stamp_of_file(const std::filesystem::path& file) {
  struct stat found {};
  if (stat(file.c_str(), &found) != 0 || !S_ISREG(found.st_mode)) return "";
  const timespec& written = base::time_written(found);
  return fmt::format("{} {}{:09}", found.st_size, written.tv_sec, written.tv_nsec);
}

}  // namespace

std::string stamp_of(const std::filesystem::path& photo) {
  try {
    const auto found = archives::find_member(photo);
    if (!found) return stamp_of_file(photo);
    const std::string of_archive = stamp_of_file(found->file);
    if (of_archive.empty()) return "";
    return fmt::format("{} {} {}", of_archive, found->member->at, found->member->bytes);
  } catch (const base::Error&) {
    return "";
  }
}

}  // namespace vitviz::manifest
