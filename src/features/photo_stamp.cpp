// SPDX-License-Identifier: Apache-2.0
#include "features/photo_stamp.h"

#include <sys/stat.h>

#include "archives/member_path.h"
#include "base/error.h"
#include "base/file_times.h"

namespace vitviz::features {
namespace {

std::int64_t nanoseconds(const timespec& time) {
  constexpr std::int64_t kPerSecond = 1'000'000'000;
  return time.tv_sec * kPerSecond + time.tv_nsec;
}

std::optional<PhotoLook> look_at_file(const std::filesystem::path& photo) {
  struct stat status = {};
  if (stat(photo.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) return std::nullopt;
  return PhotoLook{{status.st_size, nanoseconds(base::time_written(status)),
                    nanoseconds(base::time_changed(status))},
                   {status.st_dev, status.st_ino, 0}};
}

}  // namespace

std::optional<PhotoLook> look_at(const std::filesystem::path& photo) {
  try {
    const auto found = archives::find_member(photo);
    if (!found) return look_at_file(photo);
    auto look = look_at_file(found->file);
    if (!look) return std::nullopt;
    look->stamp.bytes = static_cast<std::int64_t>(found->member->bytes);
    std::get<2>(look->file) = found->member->at + 1;
    return look;
  } catch (const base::Error&) {
    return std::nullopt;
  }
}

}  // namespace vitviz::features
