// SPDX-License-Identifier: Apache-2.0
#include "io/mapped_file.h"

#include <cerrno>
#include <string>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "io/model_error.h"

namespace vitviz::io {
namespace {

[[noreturn]] void fail_to_read(const std::filesystem::path& path, int error) {
  fail_model(path.string(),
             fmt::format("cannot be read: {}", std::generic_category().message(error)),
             /*hint=*/"");
}

int open_to_read(const std::filesystem::path& path) {
  // Without O_NONBLOCK, opening a FIFO waits for somebody to write to it.
  const int descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  if (descriptor < 0) fail_to_read(path, errno);
  return descriptor;
}

std::size_t size_of_regular_file(int descriptor, const std::filesystem::path& path) {
  struct stat status = {};
  if (fstat(descriptor, &status) != 0) fail_to_read(path, errno);
  if (S_ISDIR(status.st_mode)) fail_model(path.string(), "is a folder", "name a file in it");
  if (!S_ISREG(status.st_mode)) fail_model(path.string(), "is no regular file", "name a file");
  if (status.st_size == 0) fail_model(path.string(), "is empty");
  return static_cast<std::size_t>(status.st_size);
}

}  // namespace

MappedFile::MappedFile(const std::filesystem::path& path) {
  MappedFile file;  // what it has so far is given back if the rest fails
  file.descriptor_ = open_to_read(path);
  const std::size_t size = size_of_regular_file(file.descriptor_, path);
  const auto version = version_of(file.descriptor_);
  if (!version) fail_to_read(path, errno);
  void* begin = mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file.descriptor_, 0);
  if (begin == MAP_FAILED) fail_to_read(path, errno);
  file.name_ = path.string();
  file.version_ = *version;
  file.bytes_ = {static_cast<const std::byte*>(begin), size};
  file.watch_ = MappingWatch(file.bytes_);
  *this = std::move(file);
}

MappedFile::MappedFile(MappedFile&& other) noexcept { *this = std::move(other); }

MappedFile& MappedFile::operator=(MappedFile&& other) noexcept {
  std::swap(name_, other.name_);
  std::swap(descriptor_, other.descriptor_);
  std::swap(version_, other.version_);
  std::swap(bytes_, other.bytes_);
  std::swap(watch_, other.watch_);
  return *this;
}

MappedFile::~MappedFile() {
  watch_ = {};
  if (!bytes_.empty()) munmap(const_cast<std::byte*>(bytes_.data()), bytes_.size());
  if (descriptor_ >= 0) close(descriptor_);
}

void MappedFile::check_unchanged() const {
  if (bytes_.empty() || (!watch_.lost_pages() && version_of(descriptor_) == version_)) return;
  fail_model(name_, "changed while it was read",
             "when nobody writes to it any more, run the same command again");
}

}  // namespace vitviz::io
