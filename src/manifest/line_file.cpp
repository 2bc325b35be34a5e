// SPDX-License-Identifier: Apache-2.0
#include "manifest/line_file.h"

#include <cerrno>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/error.h"
#include "base/save_to_disk.h"
#include "base/text.h"

namespace vitviz::manifest {

LineFile::LineFile(const std::filesystem::path& file, std::string complaint)
    : file_(file), complaint_(std::move(complaint)) {
  constexpr mode_t kPermissions = 0666;  // less the user's umask, as for any new file
  descriptor_ = open(file.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, kPermissions);
  if (descriptor_ < 0) fail(errno);
}

LineFile::~LineFile() { close(descriptor_); }

bool LineFile::is_alone() const { return flock(descriptor_, LOCK_EX | LOCK_NB) == 0; }

void LineFile::add(std::string_view line) {
  const std::lock_guard lock(mutex_);
  while (!line.empty()) {
    const ssize_t written = write(descriptor_, line.data(), line.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail(errno);
    line.remove_prefix(static_cast<std::size_t>(written));
  }
}

void LineFile::clear() {
  if (ftruncate(descriptor_, 0) != 0) fail(errno);
}

void LineFile::save() const {
  const int error = base::save_bytes(descriptor_);
  if (error != 0 && error != EINVAL && error != EROFS) fail(error);
}

void LineFile::fail(int error) const {
  throw base::Error(base::ErrorCode::kOutput,
                    fmt::format("{}: {}: {}", base::printable(file_.string()), complaint_,
                                std::generic_category().message(error)),
                    "choose another place for it");
}

}  // namespace vitviz::manifest
