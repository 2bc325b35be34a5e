// SPDX-License-Identifier: Apache-2.0
#include "fetch/partial_file.h"

#include <cerrno>
#include <charconv>
#include <fstream>
#include <system_error>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/atomic_file.h"
#include "base/bytes_of.h"
#include "base/error.h"
#include "base/text.h"

namespace vitviz::fetch {
namespace {

constexpr mode_t kPermissions = 0666;  // less the user's umask

std::filesystem::path with_ending(std::filesystem::path path, const char* ending) {
  path += ending;
  return path;
}

// Three lines: address, validator, number of bytes. What cannot be read is as good as unknown.
Origin read_origin(const std::filesystem::path& path) {
  Origin origin;
  std::error_code unknown;
  const auto kind = std::filesystem::symlink_status(path, unknown).type();
  if (kind != std::filesystem::file_type::regular) return origin;
  std::ifstream file(path);
  std::string total;
  std::getline(file, origin.url);
  std::getline(file, origin.validator);
  std::getline(file, total);
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(total.data(), total.data() + total.size(), value);
  if (error == std::errc{} && end == total.data() + total.size()) origin.total = value;
  return origin;
}

}  // namespace

PartialFile::PartialFile(const std::filesystem::path& target)
    : target_(target),
      part_(with_ending(target, ".part")),
      origin_path_(with_ending(target, ".part.from")) {
  // Without O_NONBLOCK, opening a FIFO waits for somebody to read from it.
  descriptor_ =
      open(part_.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK,
           kPermissions);
  if (descriptor_ < 0 && (errno == ELOOP || errno == ENXIO)) fail_because_strange();
  if (descriptor_ < 0) fail(errno);
  struct stat status {};
  if (flock(descriptor_, LOCK_EX | LOCK_NB) != 0 || fstat(descriptor_, &status) != 0) {
    const int error = errno;
    close(descriptor_);
    if (error != EWOULDBLOCK) fail(error);
    throw base::Error(base::ErrorCode::kOutput,
                      base::printable(part_.string()) + ": another process is fetching this file",
                      "wait for it to end");
  }
  if (!S_ISREG(status.st_mode)) {
    close(descriptor_);
    fail_because_strange();
  }
  size_ = static_cast<std::uint64_t>(status.st_size);
  origin_ = read_origin(origin_path_);
}

PartialFile::~PartialFile() {
  if (descriptor_ >= 0) close(descriptor_);
}

void PartialFile::begin(const Origin& origin) {
  // In this order, bytes of one version never stand beside the description of another.
  if (unlink(origin_path_.c_str()) != 0 && errno != ENOENT) fail(errno);
  if (ftruncate(descriptor_, 0) != 0) fail(errno);
  size_ = 0;
  const std::string text = fmt::format("{}\n{}\n{}\n", origin.url, origin.validator,
                                       origin.total ? fmt::format("{}", *origin.total) : "");
  base::write_file_atomically(origin_path_, base::bytes_of(text), base::Overwrite::kReplace);
  origin_ = origin;
}

void PartialFile::append(std::span<const std::byte> bytes) {
  while (!bytes.empty()) {
    const ssize_t written = write(descriptor_, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail(errno);
    size_ += static_cast<std::uint64_t>(written);
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
}

void PartialFile::finish() {
  // The bytes must be on the disk before the name that says they are.
  if (fsync(descriptor_) != 0) fail(errno);
  if (rename(part_.c_str(), target_.c_str()) != 0) fail(errno);
  unlink(origin_path_.c_str());
}

void PartialFile::fail_because_strange() const {
  throw base::Error(base::ErrorCode::kOutput,
                    base::printable(part_.string()) + ": is a link, or no regular file",
                    "remove it, or name another folder with XDG_CACHE_HOME");
}

void PartialFile::fail(int error) const {
  const bool full = error == ENOSPC || error == EDQUOT || error == EFBIG;
  throw base::Error(base::ErrorCode::kOutput,
                    fmt::format("{}: cannot be written: {}", base::printable(part_.string()),
                                std::generic_category().message(error)),
                    full ? "free some space and run the same command again: it continues where it "
                           "stopped; XDG_CACHE_HOME can name a folder on another disk"
                         : "XDG_CACHE_HOME can name another folder");
}

}  // namespace vitviz::fetch
