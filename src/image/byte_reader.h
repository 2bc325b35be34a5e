// SPDX-License-Identifier: Apache-2.0
// The bytes of a photo one after the other, for formats that are read as they come.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <stop_token>

#include "base/stopped.h"
#include "image/photo_source.h"

namespace vitviz::image {

class ByteReader {
 public:
  // `source` and `stop` must outlive it.
  ByteReader(const PhotoSource& source, std::size_t start, const std::stop_token& stop)
      : source_(source), position_(start), stop_(stop) {}

  // Nothing at the end of the file. Throws Stopped.
  std::optional<unsigned> next() {
    if (is_at_end()) return std::nullopt;
    return std::to_integer<unsigned>(piece_[used_++]);
  }

  // Fills `to`; false where the file ends before it is full. Throws Stopped.
  bool read(std::span<std::byte> to) {
    while (!to.empty()) {
      if (is_at_end()) return false;
      const std::size_t count = std::min(to.size(), filled_ - used_);
      std::copy_n(piece_.begin() + static_cast<std::ptrdiff_t>(used_), count, to.begin());
      used_ += count;
      to = to.subspan(count);
    }
    return true;
  }

  // Throws Stopped.
  [[nodiscard]] bool is_at_end() { return used_ == filled_ && !fill(); }

  // Of the byte that comes next.
  [[nodiscard]] std::size_t position() const { return position_ - (filled_ - used_); }

 private:
  bool fill() {
    base::stop_if_requested(stop_);
    filled_ = source_.read(position_, piece_);
    position_ += filled_;
    used_ = 0;
    return filled_ > 0;
  }

  const PhotoSource& source_;
  std::size_t position_;  // of what follows the piece
  const std::stop_token& stop_;
  std::array<std::byte, 4096> piece_;
  std::size_t filled_ = 0;
  std::size_t used_ = 0;
};

}  // namespace vitviz::image
