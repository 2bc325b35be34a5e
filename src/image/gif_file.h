// SPDX-License-Identifier: Apache-2.0
// A GIF file inside giflib: its frames one after the other.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>

#include "image/encoded_photo.h"

struct GifFileType;

namespace vitviz::image {

using GifPalette = std::array<std::array<std::uint8_t, 3>, 256>;

struct GifFrame {
  int left = 0;  // on the canvas
  int top = 0;
  Size size;
  bool is_interlaced = false;
  GifPalette palette;  // its own or that of the file; greys where neither says
  std::optional<std::uint8_t> transparent;
};

class GifFile {
 public:
  // Reads what lies before the first frame. `photo` must outlive it. Throws Error(kInput).
  explicit GifFile(const EncodedPhoto& photo);
  GifFile(const GifFile&) = delete;
  GifFile& operator=(const GifFile&) = delete;

  [[nodiscard]] Size canvas() const;

  // The frame whose pixels come next; nothing behind the last. Throws Error(kInput) where the file
  // is cut off, and Stopped.
  [[nodiscard]] std::optional<GifFrame> next_frame(const std::stop_token& stop = {});

  // Its next row, in the order of the file: places in the palette. Throws Error(kInput).
  void read_row(std::span<std::uint8_t> indices);

  // In the place of rows: leaves the frame as it is. Throws as next_frame().
  void skip_rows(const std::stop_token& stop);

  // Memory that giflib takes.
  static constexpr std::size_t kBytes = std::size_t{64} * 1024;

 private:
  struct Close {
    void operator()(GifFileType* gif) const;
  };

  static int read(GifFileType* gif, std::uint8_t* to, int count);
  [[nodiscard]] GifFrame frame(std::optional<std::uint8_t> transparent) const;
  // Which index is transparent, where this extension says so.
  [[nodiscard]] std::optional<std::uint8_t> read_extension(const std::stop_token& stop);
  void check(int result) const;

  const EncodedPhoto& photo_;
  std::size_t position_ = 0;
  std::unique_ptr<GifFileType, Close> gif_;
};

}  // namespace vitviz::image
