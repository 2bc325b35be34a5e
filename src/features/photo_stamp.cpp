// SPDX-License-Identifier: Apache-2.0
#include "features/photo_stamp.h"

#include <sys/stat.h>

namespace vitviz::features {
namespace {

std::int64_t nanoseconds(const timespec& time) {
  constexpr std::int64_t kPerSecond = 1'000'000'000;
  return time.tv_sec * kPerSecond + time.tv_nsec;
}

}  // namespace

std::optional<PhotoLook> look_at(const std::filesystem::path& photo) {
  struct stat status = {};
  if (stat(photo.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) return std::nullopt;
  return PhotoLook{{status.st_size, nanoseconds(status.st_mtim), nanoseconds(status.st_ctim)},
                   {status.st_dev, status.st_ino}};
}

}  // namespace vitviz::features
