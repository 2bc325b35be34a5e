// SPDX-License-Identifier: Apache-2.0
#include "base/atomic_file.h"

#include <atomic>
#include <cerrno>
#include <cstdio>
#include <system_error>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include "base/argument.h"
#include "base/error.h"
#include "base/text.h"

namespace vitviz::base {
namespace {

constexpr mode_t kPermissions = 0666;  // less the user's umask, as for any new file

[[noreturn]] void fail(const std::filesystem::path& path, int error) {
  const bool is_full = error == ENOSPC || error == EDQUOT || error == EFBIG;
  const std::string space = is_full ? "free some space, or " : "";
  throw Error(ErrorCode::kOutput,
              fmt::format("{}: cannot be written: {}", printable(path.string()),
                          std::generic_category().message(error)),
              space + "choose another folder with " + argument("out"));
}

// A new file in the folder of `target`, removed again unless it was given its final name.
class TemporaryFile {
 public:
  explicit TemporaryFile(const std::filesystem::path& target) : target_(target) {
    static std::atomic<unsigned> counter{0};
    do {
      path_ = target.parent_path() / fmt::format(".vitviz-{}-{}.tmp", getpid(), counter++);
      descriptor_ = open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, kPermissions);
    } while (descriptor_ < 0 && errno == EEXIST);
    if (descriptor_ < 0) fail(target_, errno);
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  ~TemporaryFile() {
    if (descriptor_ >= 0) close(descriptor_);
    if (!path_.empty()) unlink(path_.c_str());
  }

  void write_all(std::span<const std::byte> bytes) {
    while (!bytes.empty()) {
      const ssize_t written = write(descriptor_, bytes.data(), bytes.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) fail(target_, errno);
      bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
    // Some file systems report a full disk or quota only here.
    const int closed = close(descriptor_);
    descriptor_ = -1;
    if (closed != 0) fail(target_, errno);
  }

  void rename_to_target(Overwrite overwrite) {
    if (overwrite == Overwrite::kReplace) {
      if (rename(path_.c_str(), target_.c_str()) != 0) fail(target_, errno);
    } else {
      rename_to_unused_name();
    }
    path_.clear();
  }

 private:
  void rename_to_unused_name() {
    const int renamed =
        renameat2(AT_FDCWD, path_.c_str(), AT_FDCWD, target_.c_str(), RENAME_NOREPLACE);
    if (renamed == 0) return;
    if (errno == EEXIST) fail_because_it_exists(target_);
    if (errno != EINVAL && errno != ENOSYS) fail(target_, errno);
    // This file system has no exclusive rename: look first, which leaves only a tiny gap.
    if (access(target_.c_str(), F_OK) == 0) fail_because_it_exists(target_);
    if (rename(path_.c_str(), target_.c_str()) != 0) fail(target_, errno);
  }

  std::filesystem::path target_;
  std::filesystem::path path_;
  int descriptor_ = -1;
};

}  // namespace

void fail_because_it_exists(const std::filesystem::path& path) {
  throw Error(ErrorCode::kOutput, fmt::format("{}: already exists", printable(path.string())),
              fmt::format("use {} to replace it, or choose another folder with {}",
                          argument("force"), argument("out")));
}

void write_file_atomically(const std::filesystem::path& path, std::span<const std::byte> bytes,
                           Overwrite overwrite) {
  TemporaryFile file(path);
  file.write_all(bytes);
  file.rename_to_target(overwrite);
}

}  // namespace vitviz::base
