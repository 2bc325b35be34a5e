// SPDX-License-Identifier: Apache-2.0
#include "base/atomic_file.h"

#include <cerrno>
#include <cstdio>
#include <string>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include "base/argument.h"
#include "base/check.h"
#include "base/error.h"
#include "base/save_to_disk.h"
#include "base/text.h"
#include "base/unnamed.h"

namespace vitviz::base {
namespace {

constexpr mode_t kPermissions = 0666;  // less the user's umask, as for any new file

}  // namespace

void fail_because_it_exists(const std::filesystem::path& path) {
  throw Error(
      ErrorCode::kOutput, fmt::format("{}: already exists", printable(path.string())),
      fmt::format("use {} to replace it, or choose another place for it", argument("force")));
}

UnnamedFile::UnnamedFile(const std::filesystem::path& target) : target_(target) {
  do {
    path_ = unnamed_beside(target);
    descriptor_ = open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, kPermissions);
  } while (descriptor_ < 0 && errno == EEXIST);
  if (descriptor_ < 0) fail_to_write(target_, errno);
}

UnnamedFile::UnnamedFile(UnnamedFile&& other) noexcept
    : target_(std::move(other.target_)),
      path_(std::exchange(other.path_, {})),
      descriptor_(std::exchange(other.descriptor_, -1)) {}

UnnamedFile::~UnnamedFile() {
  if (descriptor_ >= 0) close(descriptor_);
  if (!path_.empty()) unlink(path_.c_str());
}

void UnnamedFile::append(std::span<const std::byte> bytes) {
  VITVIZ_CHECK(descriptor_ >= 0);
  write_all(descriptor_, bytes, target_);
}

void UnnamedFile::rewrite_start(std::span<const std::byte> bytes) {
  VITVIZ_CHECK(descriptor_ >= 0);
  off_t offset = 0;
  while (!bytes.empty()) {
    const ssize_t written = pwrite(descriptor_, bytes.data(), bytes.size(), offset);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail_to_write(target_, errno);
    offset += written;
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
}

void UnnamedFile::complete() {
  VITVIZ_CHECK(descriptor_ >= 0);
  // Only a beginning: where a file system cannot, save() does it all.
  begin_saving(descriptor_);
  // Some file systems report a full disk or quota only here.
  if (close(std::exchange(descriptor_, -1)) != 0) fail_to_write(target_, errno);
}

// Otherwise ext4 chooses the place of the bytes half a minute after the name is safe, and a power
// cut leaves an empty file of that name.
void UnnamedFile::save() {
  VITVIZ_CHECK(descriptor_ < 0);
  const int descriptor = open(path_.c_str(), O_WRONLY | O_CLOEXEC);
  if (descriptor < 0) fail_to_write(target_, errno);
  const int error = save_bytes(descriptor);
  close(descriptor);
  if (error != 0 && error != EINVAL && error != EROFS) fail_to_write(target_, error);
}

void UnnamedFile::appear(Overwrite overwrite) {
  VITVIZ_CHECK(descriptor_ < 0);
  if (overwrite == Overwrite::kNever) {
    give_unused_name(path_, target_);
  } else if (rename(path_.c_str(), target_.c_str()) != 0) {
    fail_to_write(target_, errno);
  }
  path_.clear();
}

void UnnamedFile::finish(Overwrite overwrite) {
  complete();
  save();
  appear(overwrite);
}

void remove_unnamed_files(const std::filesystem::path& folder, std::int64_t process) {
  std::error_code ignored;
  for (const auto& entry : std::filesystem::directory_iterator(folder, ignored)) {
    const std::string name = entry.path().filename().string();
    if (!name.starts_with(start_of_unnamed(process)) || !name.ends_with(".tmp")) continue;
    std::filesystem::remove_all(entry.path(), ignored);  // a folder, too
  }
}

void write_file_atomically(const std::filesystem::path& path, std::span<const std::byte> bytes,
                           Overwrite overwrite) {
  UnnamedFile file(path);
  file.append(bytes);
  file.finish(overwrite);
}

}  // namespace vitviz::base
