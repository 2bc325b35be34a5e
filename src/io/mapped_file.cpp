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

// An open file that is closed whatever happens; its mapping outlives it.
class Descriptor {
 public:
  explicit Descriptor(const std::filesystem::path& path)
      // Without O_NONBLOCK, opening a FIFO waits for somebody to write to it.
      : number_(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)) {
    if (number_ < 0) fail_to_read(path, errno);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() { close(number_); }

  [[nodiscard]] int number() const { return number_; }

 private:
  int number_;
};

std::size_t size_of_regular_file(const Descriptor& file, const std::filesystem::path& path) {
  struct stat status = {};
  if (fstat(file.number(), &status) != 0) fail_to_read(path, errno);
  if (S_ISDIR(status.st_mode)) fail_model(path.string(), "is a folder", "name a file in it");
  if (!S_ISREG(status.st_mode)) fail_model(path.string(), "is no regular file", "name a file");
  if (status.st_size == 0) fail_model(path.string(), "is empty");
  return static_cast<std::size_t>(status.st_size);
}

}  // namespace

MappedFile::MappedFile(const std::filesystem::path& path) {
  const Descriptor file(path);
  const std::size_t size = size_of_regular_file(file, path);
  void* begin = mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file.number(), 0);
  if (begin == MAP_FAILED) fail_to_read(path, errno);
  bytes_ = {static_cast<const std::byte*>(begin), size};
}

MappedFile::MappedFile(MappedFile&& other) noexcept : bytes_(std::exchange(other.bytes_, {})) {}

MappedFile& MappedFile::operator=(MappedFile&& other) noexcept {
  std::swap(bytes_, other.bytes_);
  return *this;
}

MappedFile::~MappedFile() {
  if (!bytes_.empty()) munmap(const_cast<std::byte*>(bytes_.data()), bytes_.size());
}

}  // namespace vitviz::io
