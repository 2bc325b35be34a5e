// SPDX-License-Identifier: Apache-2.0
#include "image/photo_source.h"

#include <algorithm>
#include <system_error>

namespace vitviz::image {

std::size_t MemorySource::read(std::size_t at, std::span<std::byte> to) const {
  if (at >= bytes_.size()) return 0;
  const auto rest = bytes_.subspan(at, std::min(to.size(), bytes_.size() - at));
  std::copy(rest.begin(), rest.end(), to.begin());
  return rest.size();
}

FileSource::FileSource(const std::filesystem::path& path)
    : file_(path), size_(static_cast<std::size_t>(file_.size())) {}

FileSource::FileSource(const std::filesystem::path& path, const base::FilePart& part,
                       const std::string& name)
    : file_(path, name), begin_(part.begin), size_(static_cast<std::size_t>(part.bytes)) {}

std::size_t FileSource::read(std::size_t at, std::span<std::byte> to) const {
  if (at >= size_) return 0;
  std::error_code error;
  const std::size_t filled =
      file_.read(begin_ + at, to.first(std::min(to.size(), size_ - at)), error);
  if (error) failure_ = error.message();
  return filled;
}

}  // namespace vitviz::image
