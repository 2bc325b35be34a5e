// SPDX-License-Identifier: Apache-2.0
#include "image/photo.h"

#include <array>
#include <cerrno>
#include <system_error>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "base/text.h"
#include "image/encoded_photo.h"
#include "image/photo_format.h"
#include "image/turn_upright.h"

namespace vitviz::image {
namespace {

// More than kMaxPixels of 16-bit RGBA take.
constexpr std::size_t kMaxFileBytes = (std::size_t{1} << 31) + (std::size_t{1} << 20);

// An open regular file that is read from its start to its end.
class InputFile {
 public:
  explicit InputFile(const std::filesystem::path& path) : name_(path.string()) {
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
  InputFile(const InputFile&) = delete;
  InputFile& operator=(const InputFile&) = delete;
  ~InputFile() { close(descriptor_); }

  [[nodiscard]] const std::string& name() const { return name_; }

  // The next `count` bytes, or fewer at the end of the file.
  std::vector<std::byte> read_next(std::size_t count) {
    std::vector<std::byte> bytes(count);
    std::size_t filled = 0;
    while (filled < count) {
      const ssize_t got = read(descriptor_, bytes.data() + filled, count - filled);
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) fail(std::generic_category().message(errno));
      if (got == 0) break;
      filled += static_cast<std::size_t>(got);
    }
    bytes.resize(filled);
    return bytes;
  }

  // Everything, with `head` read before. The file's first bytes decide whether that is worth it.
  std::vector<std::byte> read_all() {
    std::vector<std::byte> bytes = read_next(kHeadBytes);
    static_cast<void>(photo_format(bytes, name_));
    if (size_ > kMaxFileBytes) fail("larger than any photo that is read");
    if (size_ > bytes.size()) {
      const std::vector<std::byte> rest = read_next(size_ - bytes.size());
      bytes.insert(bytes.end(), rest.begin(), rest.end());
    }
    return bytes;
  }

 private:
  void check_kind() {
    struct stat status {};
    if (fstat(descriptor_, &status) != 0) fail(std::generic_category().message(errno));
    if (S_ISDIR(status.st_mode)) fail("it is a folder");
    if (!S_ISREG(status.st_mode)) fail("it is no regular file");
    size_ = static_cast<std::size_t>(status.st_size);
  }

  [[noreturn]] void fail(const std::string& reason) const {
    throw base::Error(base::ErrorCode::kInput,
                      fmt::format("{}: cannot be read: {}", base::printable(name_), reason));
  }

  std::string name_;
  int descriptor_ = -1;
  std::size_t size_ = 0;
};

StoredPhoto decode(std::span<const std::byte> bytes, const std::string& name) {
  switch (photo_format(bytes, name)) {
    case PhotoFormat::kJpeg:
      return decode_jpeg({bytes, name, "JPEG"});
    case PhotoFormat::kPng:
      return decode_png({bytes, name, "PNG"});
    case PhotoFormat::kWebp:
      return decode_webp({bytes, name, "WebP"});
    case PhotoFormat::kTiff:
      return decode_tiff({bytes, name, "TIFF"});
    case PhotoFormat::kBmp:
      return decode_bmp({bytes, name, "BMP"});
  }
  VITVIZ_CHECK(false);
  return {};
}

}  // namespace

RgbImage decode_photo(std::span<const std::byte> bytes, const std::string& name,
                      Orientation orientation) {
  StoredPhoto photo = decode(bytes, name);
  if (orientation == Orientation::kStored) return std::move(photo.pixels);
  return turn_upright(std::move(photo.pixels), photo.exif_orientation);
}

RgbImage read_photo(const std::filesystem::path& path, Orientation orientation) {
  InputFile file(path);
  const std::vector<std::byte> bytes = file.read_all();
  return decode_photo(bytes, file.name(), orientation);
}

}  // namespace vitviz::image
