// SPDX-License-Identifier: Apache-2.0
#include "base/atomic_folder.h"

#include <cerrno>
#include <cstdio>
#include <span>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/renaming.h"
#include "base/save_to_disk.h"
#include "base/unnamed.h"

namespace vitviz::base {
namespace {

namespace fs = std::filesystem;

constexpr mode_t kFolderPermissions = 0777;  // less the user's umask, as for any new one
constexpr mode_t kFilePermissions = 0666;

// A file that is closed at the end of its life.
class OpenFile {
 public:
  OpenFile(const fs::path& path, const fs::path& target) : target_(target) {
    descriptor_ = open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, kFilePermissions);
    if (descriptor_ < 0) fail_to_write(target_, errno);
  }
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;
  ~OpenFile() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }

  void append(std::span<const std::byte> bytes) const { write_all(descriptor_, bytes, target_); }

  // Some file systems report a full disk or quota only here.
  void close() {
    begin_saving(descriptor_);
    if (::close(std::exchange(descriptor_, -1)) != 0) fail_to_write(target_, errno);
  }

 private:
  fs::path target_;
  int descriptor_ = -1;
};

}  // namespace

UnnamedFolder::UnnamedFolder(const fs::path& target) : target_(target) {
  do {
    path_ = unnamed_beside(target);
    if (mkdir(path_.c_str(), kFolderPermissions) == 0) return;
  } while (errno == EEXIST);
  fail_to_write(target_, errno);
}

UnnamedFolder::UnnamedFolder(UnnamedFolder&& other) noexcept
    : target_(std::move(other.target_)), path_(std::exchange(other.path_, {})) {}

UnnamedFolder::~UnnamedFolder() {
  std::error_code ignored;
  if (!path_.empty()) fs::remove_all(path_, ignored);
}

void UnnamedFolder::add(const std::string& name,
                        const std::function<void(const ByteSink& file)>& produce) {
  OpenFile file(path_ / name, target_ / name);
  produce([&](std::span<const std::byte> bytes) { file.append(bytes); });
  file.close();
}

// Of the whole file system at once: a call for each of ten thousand files would write its journal
// as often.
void UnnamedFolder::save() {
  const int folder = open(path_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0) fail_to_write(target_, errno);
  const int error = save_file_system(folder);
  ::close(folder);
  if (error != 0) fail_to_write(target_, error);
}

void UnnamedFolder::appear(Overwrite overwrite) {
  if (overwrite == Overwrite::kReplace && take_place_of_other()) {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  } else {
    give_unused_name(path_, target_);
  }
  path_.clear();
}

// Returns false where nothing has the name. Afterwards path_ is what had it.
bool UnnamedFolder::take_place_of_other() {
  const int exchange_error = exchange_names(path_, target_);
  if (exchange_error == 0) return true;
  if (exchange_error == ENOENT) return false;
  if (exchange_error != EINVAL && exchange_error != ENOSYS) fail_to_write(target_, exchange_error);
  // This file system cannot exchange names: for a moment there is neither.
  const fs::path aside = unnamed_beside(target_);
  if (rename(target_.c_str(), aside.c_str()) != 0) {
    if (errno == ENOENT) return false;
    fail_to_write(target_, errno);
  }
  if (rename(path_.c_str(), target_.c_str()) != 0) {
    const int error = errno;
    static_cast<void>(rename(aside.c_str(), target_.c_str()));
    fail_to_write(target_, error);
  }
  path_ = aside;
  return true;
}

}  // namespace vitviz::base
