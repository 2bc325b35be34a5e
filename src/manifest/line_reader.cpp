// SPDX-License-Identifier: Apache-2.0
#include "manifest/line_reader.h"

#include <array>
#include <cerrno>

#include <unistd.h>

namespace vitviz::manifest {

bool LineReader::read_more() {
  std::array<char, 65536> piece;
  const ssize_t count = pread(descriptor_, piece.data(), piece.size(), next_);
  if (count < 0) error_ = errno;
  if (count <= 0) return false;
  buffer_.erase(0, used_);
  used_ = 0;
  buffer_.append(piece.data(), static_cast<std::size_t>(count));
  next_ += count;
  return true;
}

std::optional<LineReader::Line> LineReader::next() {
  std::size_t end = buffer_.find('\n', used_);
  while (end == std::string::npos) {
    const std::size_t searched = buffer_.size() - used_;
    if (!read_more()) return std::nullopt;
    end = buffer_.find('\n', searched);
  }
  const std::string_view text(buffer_.data() + used_, end - used_);
  const std::int64_t offset = next_ - static_cast<std::int64_t>(buffer_.size() - used_);
  used_ = end + 1;
  return Line{text, offset};
}

}  // namespace vitviz::manifest
