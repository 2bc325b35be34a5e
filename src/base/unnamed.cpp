// SPDX-License-Identifier: Apache-2.0
#include "base/unnamed.h"

#include <atomic>
#include <cerrno>
#include <cstdio>
#include <system_error>

#include <fmt/format.h>
#include <unistd.h>

#include "base/atomic_file.h"
#include "base/error.h"
#include "base/renaming.h"
#include "base/text.h"

namespace vitviz::base {

std::string start_of_unnamed(std::int64_t process) { return fmt::format(".vitviz-{}-", process); }

std::filesystem::path unnamed_beside(const std::filesystem::path& target) {
  static std::atomic<unsigned> counter{0};
  return target.parent_path() / fmt::format("{}{}.tmp", start_of_unnamed(getpid()), counter++);
}

void fail_to_write(const std::filesystem::path& target, int error) {
  const bool is_full = error == ENOSPC || error == EDQUOT || error == EFBIG;
  throw Error(
      ErrorCode::kOutput,
      fmt::format("{}: cannot be written: {}", printable(target.string()),
                  std::generic_category().message(error)),
      is_full ? "free some space, or choose another place for it" : "choose another place for it");
}

void write_all(int descriptor, std::span<const std::byte> bytes,
               const std::filesystem::path& target) {
  while (!bytes.empty()) {
    const ssize_t written = write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail_to_write(target, errno);
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
}

void give_unused_name(const std::filesystem::path& from, const std::filesystem::path& to) {
  const int error = rename_to_unused(from, to);
  if (error == 0) return;
  if (error == EEXIST) fail_because_it_exists(to);
  if (error != EINVAL && error != ENOSYS) fail_to_write(to, error);
  // This file system has no exclusive rename: look first, which leaves only a tiny gap.
  if (access(to.c_str(), F_OK) == 0) fail_because_it_exists(to);
  if (rename(from.c_str(), to.c_str()) != 0) fail_to_write(to, errno);
}

}  // namespace vitviz::base
