// SPDX-License-Identifier: Apache-2.0
#include "image/photo_source.h"

#include <algorithm>
#include <cerrno>
#include <system_error>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "base/text.h"

namespace vitviz::image {

std::size_t MemorySource::read(std::size_t at, std::span<std::byte> to) const {
  if (at >= bytes_.size()) return 0;
  const auto rest = bytes_.subspan(at, std::min(to.size(), bytes_.size() - at));
  std::copy(rest.begin(), rest.end(), to.begin());
  return rest.size();
}

FileSource::FileSource(const std::filesystem::path& path) : name_(path.string()) {
  // Without O_NONBLOCK a named pipe would make the program wait for a writer.
  descriptor_ = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (descriptor_ < 0) fail(std::generic_category().message(errno));
  try {
    check_kind();
  } catch (...) {
    close(descriptor_);
    throw;
  }
}

FileSource::~FileSource() { close(descriptor_); }

std::size_t FileSource::read(std::size_t at, std::span<std::byte> to) const {
  std::size_t filled = 0;
  while (filled < to.size()) {
    const ssize_t got =
        pread(descriptor_, to.data() + filled, to.size() - filled, static_cast<off_t>(at + filled));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) failure_ = std::generic_category().message(errno);
    if (got <= 0) break;
    filled += static_cast<std::size_t>(got);
  }
  return filled;
}

void FileSource::check_kind() {
  struct stat status {};
  if (fstat(descriptor_, &status) != 0) fail(std::generic_category().message(errno));
  if (S_ISDIR(status.st_mode)) fail("it is a folder");
  if (!S_ISREG(status.st_mode)) fail("it is no regular file");
  size_ = static_cast<std::size_t>(status.st_size);
}

void FileSource::fail(const std::string& reason) const {
  throw base::Error(base::ErrorCode::kInput,
                    fmt::format("{}: cannot be read: {}", base::printable(name_), reason));
}

}  // namespace vitviz::image
