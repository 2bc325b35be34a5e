// SPDX-License-Identifier: Apache-2.0
#include "image/bmp_run_lengths.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <utility>

#include "base/check.h"
#include "image/byte_reader.h"

namespace vitviz::image {
namespace {

enum Escape : unsigned { kEndOfRow = 0, kEndOfPicture = 1, kMove = 2 };

class RunReader {
 public:
  RunReader(const EncodedPhoto& photo, const BmpHeader& header, const std::stop_token& stop)
      : photo_(photo),
        bytes_(photo.source, header.start, stop),
        bits_(header.bits),
        out_(header.size) {
    std::fill(out_.bytes().begin(), out_.bytes().end(), std::uint8_t{0});
  }

  GrayImage read() {
    while (y_ < out_.height()) {
      const std::optional<unsigned> count = bytes_.next();
      if (!count) {
        if (is_full()) break;
        fail_to_decode(photo_, "the file ends too early");
      }
      const unsigned value = next_byte();
      if (*count > 0) {
        repeat(*count, value);
      } else if (value == kEndOfPicture) {
        break;
      } else {
        escape(value);
      }
    }
    return std::move(out_);
  }

 private:
  // The end of the last row need not be marked.
  [[nodiscard]] bool is_full() const {
    return y_ == out_.height() - 1 && x_ >= static_cast<std::size_t>(out_.width());
  }

  unsigned next_byte() {
    const std::optional<unsigned> byte = bytes_.next();
    if (!byte) fail_to_decode(photo_, "the file ends too early");
    return *byte;
  }

  void repeat(unsigned count, unsigned value) {
    for (unsigned i = 0; i < count; ++i) put(index_in(value, i));
  }

  // Of the pixels that share a byte, the one that comes i-th.
  [[nodiscard]] unsigned index_in(unsigned byte, unsigned i) const {
    if (bits_ == 8) return byte;
    return i % 2 == 0 ? byte >> 4 : byte & 0xF;
  }

  // What lies beyond the end of a row is not drawn.
  void put(unsigned index) {
    if (x_ < static_cast<std::size_t>(out_.width())) {
      out_.row(y_)[x_] = static_cast<std::uint8_t>(index);
    }
    ++x_;
  }

  void escape(unsigned kind) {
    if (kind == kEndOfRow) {
      x_ = 0;
      ++y_;
    } else if (kind == kMove) {
      x_ += next_byte();
      y_ += static_cast<int>(next_byte());
    } else {
      copy(kind);
    }
  }

  void copy(unsigned count) {
    const unsigned pixels_per_byte = 8 / bits_;
    unsigned byte = 0;
    for (unsigned i = 0; i < count; ++i) {
      if (i % pixels_per_byte == 0) byte = next_byte();
      put(index_in(byte, i));
    }
    const unsigned bytes = (count + pixels_per_byte - 1) / pixels_per_byte;
    if (bytes % 2 != 0) static_cast<void>(bytes_.next());
  }

  const EncodedPhoto& photo_;
  ByteReader bytes_;
  unsigned bits_;
  GrayImage out_;
  std::size_t x_ = 0;
  int y_ = 0;  // in the order of the file
};

}  // namespace

GrayImage read_run_lengths(const EncodedPhoto& photo, const BmpHeader& header,
                           const std::stop_token& stop) {
  VITVIZ_CHECK(header.has_run_lengths && (header.bits == 4 || header.bits == 8));
  return RunReader(photo, header, stop).read();
}

}  // namespace vitviz::image
