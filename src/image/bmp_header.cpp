// SPDX-License-Identifier: Apache-2.0
#include "image/bmp_header.h"

#include <algorithm>
#include <bit>
#include <cstdlib>
#include <utility>

#include <fmt/format.h>

namespace vitviz::image {
namespace {

enum Compression : std::uint32_t {
  kNone = 0,
  kRuns8 = 1,
  kRuns4 = 2,
  kMasks = 3,
  kJpeg = 4,
  kPng = 5,
  kMasksWithAlpha = 6,
};

constexpr std::size_t kFileHeader = 14;
constexpr std::size_t kMaskStart = kFileHeader + 40;

class HeaderReader {
 public:
  explicit HeaderReader(const EncodedPhoto& photo) : photo_(photo) {}

  BmpHeader read() {
    const std::uint32_t length = number(kFileHeader, 4);
    if (length == 12) {
      read_os2_header();
    } else if (length >= 40 && length <= 124) {
      read_header(length);
    } else {
      fail_to_decode(photo_, "its header is of no known kind");
    }
    header_.start = number(10, 4);
    return std::move(header_);
  }

 private:
  // The little-endian number of `count` bytes at a place of the file.
  [[nodiscard]] std::uint32_t number(std::size_t at, std::size_t count) const {
    std::array<std::byte, 4> bytes;
    const auto wanted = std::span(bytes).first(count);
    if (photo_.source.read(at, wanted) < count) fail_to_decode(photo_, "the file ends too early");
    return little_endian(wanted);
  }

  void read_os2_header() {
    header_.size = checked_size(photo_, number(18, 2), number(20, 2));
    header_.bits = number(24, 2);
    read_colors(kFileHeader + 12, /*entry=*/3, /*used=*/0, kNone);
  }

  void read_header(std::uint32_t header) {
    const std::int64_t height = static_cast<std::int32_t>(number(22, 4));
    header_.size = checked_size(photo_, static_cast<std::int32_t>(number(18, 4)), std::abs(height));
    header_.top_down = height < 0;
    header_.bits = number(28, 2);
    const std::uint32_t compression = number(30, 4);
    const bool masks = compression == kMasks || compression == kMasksWithAlpha;
    if (compression != kNone && !masks) check_compression(compression);
    if (masks) read_masks(/*alpha=*/header >= 56 || compression == kMasksWithAlpha);
    read_colors(kFileHeader + header, /*entry=*/4, /*used=*/number(46, 4), compression);
  }

  void check_compression(std::uint32_t compression) {
    if (compression == kJpeg) fail_because_unsupported(photo_, "it holds a JPEG file");
    if (compression == kPng) fail_because_unsupported(photo_, "it holds a PNG file");
    if (compression != kRuns8 && compression != kRuns4) {
      fail_because_unsupported(photo_, fmt::format("compression {}", compression));
    }
    if (header_.bits != (compression == kRuns8 ? 8 : 4)) {
      fail_to_decode(photo_, fmt::format("its run lengths are not of {} bits", header_.bits));
    }
    header_.has_run_lengths = true;
  }

  void read_masks(bool alpha) {
    for (std::size_t c = 0; c < (alpha ? 4 : 3); ++c) {
      const std::uint32_t mask = number(kMaskStart + 4 * c, 4);
      if (mask != 0) set_channel(c, mask);
    }
    if (header_.bits != 16 && header_.bits != 32)
      fail_to_decode(photo_, "it has masks, but a palette");
  }

  void set_channel(std::size_t channel, std::uint32_t mask) {
    const auto shift = static_cast<unsigned>(std::countr_zero(mask));
    const std::uint32_t max = mask >> shift;
    if ((max & (max + 1)) != 0) fail_to_decode(photo_, "its colour masks have gaps");
    header_.channels[channel] = {shift, max};
  }

  void set_channels(std::uint32_t red, std::uint32_t green, std::uint32_t blue) {
    set_channel(0, red);
    set_channel(1, green);
    set_channel(2, blue);
  }

  // What a pixel's bits mean: a place in the palette, or its channels if no masks said so.
  void read_colors(std::size_t at, std::size_t entry, std::uint32_t used,
                   std::uint32_t compression) {
    if (header_.bits == 1 || header_.bits == 4 || header_.bits == 8)
      return read_palette(at, entry, used);
    if (header_.bits == 2 || header_.bits == 64) {  // Windows CE, and what GDI+ keeps for itself
      fail_because_unsupported(photo_, fmt::format("it has {} bits a pixel", header_.bits));
    }
    if (header_.bits != 16 && header_.bits != 24 && header_.bits != 32) {
      fail_to_decode(photo_, fmt::format("it has {} bits a pixel", header_.bits));
    }
    if (compression != kNone) return;
    if (header_.bits == 16) return set_channels(0x7C00, 0x03E0, 0x001F);
    set_channels(0xFF0000, 0x00FF00, 0x0000FF);
  }

  void read_palette(std::size_t at, std::size_t entry, std::uint32_t used) {
    const std::uint32_t possible = 1U << header_.bits;
    header_.palette.resize(used == 0 ? possible : std::min(used, possible));
    for (std::size_t i = 0; i < header_.palette.size(); ++i) {
      const std::uint32_t color = number(at + entry * i, 3);
      for (unsigned c = 0; c < 3; ++c) {
        header_.palette[i][c] = static_cast<std::uint8_t>(color >> (16 - 8 * c));
      }
    }
    header_.palette.resize(possible);  // black, should a pixel point behind the last colour
  }

  const EncodedPhoto& photo_;
  BmpHeader header_;
};

}  // namespace

BmpHeader read_bmp_header(const EncodedPhoto& photo) { return HeaderReader(photo).read(); }

}  // namespace vitviz::image
