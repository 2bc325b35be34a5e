// SPDX-License-Identifier: Apache-2.0
// A photo whose header has been read, and whose pixels have not.
#pragma once

#include <cstddef>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "image/raster.h"
#include "image/row_sink.h"

namespace vitviz::image {

// Profiles of printers take 2 MiB.
inline constexpr std::size_t kMaxColorProfile = std::size_t{16} << 20;

// What a header says of a photo.
struct PhotoHeader {
  Size size;                      // as it is stored, before its EXIF orientation is applied
  int exif_orientation = 1;       // 1 to 8
  std::size_t bytes_in_rows = 0;  // of memory that decode() takes
  std::size_t bytes_whole = 0;    // and decode_whole(), with the photo
};

class PhotoDecoder {
 public:
  PhotoDecoder() = default;
  PhotoDecoder(const PhotoDecoder&) = delete;
  PhotoDecoder& operator=(const PhotoDecoder&) = delete;
  virtual ~PhotoDecoder() = default;

  [[nodiscard]] const PhotoHeader& header() const { return header_; }

  // Hands every row to `rows`, as stored. Throws Error(kInput), and what `rows` throws. Only one
  // of this and decode_whole() is called, and once. Throws Stopped soon after a stop is requested
  // at the token of `rows`, or at that of decode_whole().
  virtual void decode(RowSink& rows) = 0;

  // The same, as a photo. For decoders that have it in one piece.
  [[nodiscard]] virtual RgbImage decode_whole(const std::stop_token& stop) {
    RgbImage pixels(header_.size);
    RasterSink rows(pixels, stop);
    decode(rows);
    return pixels;
  }

  // The ICC profile of the pixels, from the header; empty where there is none.
  [[nodiscard]] std::span<const std::byte> color_profile() const { return color_profile_; }

  // What the user should know of the pixels, after either.
  [[nodiscard]] const std::vector<std::string>& notes() const { return notes_; }

 protected:
  // `beside`: memory that decoding takes beside the rows it hands out.
  void set_header(Size size, int exif_orientation, std::size_t beside) {
    header_ = {size, exif_orientation, beside, beside + 3 * pixel_count(size)};
  }
  void set_header(const PhotoHeader& header) { header_ = header; }
  void set_color_profile(std::vector<std::byte> icc) { color_profile_ = std::move(icc); }
  void add_note(std::string_view note) { notes_.emplace_back(note); }

 private:
  PhotoHeader header_;
  std::vector<std::byte> color_profile_;
  std::vector<std::string> notes_;
};

}  // namespace vitviz::image
