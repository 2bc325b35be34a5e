// SPDX-License-Identifier: Apache-2.0
#include "base/readable_file.h"

#include <cerrno>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "base/text.h"

namespace vitviz::base {
namespace {

[[noreturn]] void fail(const std::string& name, const std::string& reason) {
  throw Error(ErrorCode::kInput, fmt::format("{}: cannot be read: {}", printable(name), reason));
}

}  // namespace

ReadableFile::ReadableFile(const std::filesystem::path& path) : ReadableFile(path, path.string()) {}

ReadableFile::ReadableFile(const std::filesystem::path& path, const std::string& name) {
  // Without O_NONBLOCK a named pipe would make the program wait for a writer.
  descriptor_ = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (descriptor_ < 0) fail(name, std::generic_category().message(errno));
  try {
    check_kind(name);
  } catch (...) {
    close(descriptor_);
    throw;
  }
}

ReadableFile::~ReadableFile() { close(descriptor_); }

std::size_t ReadableFile::read(std::uint64_t at, std::span<std::byte> to,
                               std::error_code& error) const {
  std::size_t filled = 0;
  while (filled < to.size()) {
    const ssize_t got =
        pread(descriptor_, to.data() + filled, to.size() - filled, static_cast<off_t>(at + filled));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) error.assign(errno, std::generic_category());
    if (got <= 0) break;
    filled += static_cast<std::size_t>(got);
  }
  return filled;
}

void ReadableFile::check_kind(const std::string& name) {
  struct stat status {};
  if (fstat(descriptor_, &status) != 0) fail(name, std::generic_category().message(errno));
  if (S_ISDIR(status.st_mode)) fail(name, "it is a folder");
  if (!S_ISREG(status.st_mode)) fail(name, "it is no regular file");
  size_ = static_cast<std::uint64_t>(status.st_size);
}

}  // namespace vitviz::base
