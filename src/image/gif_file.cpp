// SPDX-License-Identifier: Apache-2.0
#include "image/gif_file.h"

#include <algorithm>
#include <string>

#include <gif_lib.h>

#include "base/stopped.h"

namespace vitviz::image {
namespace {

std::string reason_of(int error) {
  if (error == D_GIF_ERR_READ_FAILED || error == D_GIF_ERR_EOF_TOO_SOON) {
    return "the file ends too early";
  }
  const char* reason = GifErrorString(error);
  return reason == nullptr ? "its data are broken" : reason;
}

// What a decoder that knows no palette shows: greys. They stay where a palette has fewer colours.
GifPalette palette_of(const ColorMapObject* colors) {
  GifPalette palette;
  for (std::size_t i = 0; i < palette.size(); ++i) palette[i].fill(static_cast<std::uint8_t>(i));
  const std::size_t count = colors == nullptr ? 0 : static_cast<std::size_t>(colors->ColorCount);
  for (std::size_t i = 0; i < std::min(count, palette.size()); ++i) {
    palette[i] = {colors->Colors[i].Red, colors->Colors[i].Green, colors->Colors[i].Blue};
  }
  return palette;
}

}  // namespace

void GifFile::Close::operator()(GifFileType* gif) const { DGifCloseFile(gif, nullptr); }

int GifFile::read(GifFileType* gif, std::uint8_t* to, int count) {
  auto* self = static_cast<GifFile*>(gif->UserData);
  if (count <= 0) return 0;
  const std::size_t got = self->photo_.source.read(
      self->position_, std::as_writable_bytes(std::span(to, static_cast<std::size_t>(count))));
  self->position_ += got;
  return static_cast<int>(got);
}

GifFile::GifFile(const EncodedPhoto& photo) : photo_(photo) {
  int error = 0;
  gif_.reset(DGifOpen(this, read, &error));
  if (!gif_) fail_to_decode(photo_, reason_of(error));
}

Size GifFile::canvas() const { return {gif_->SWidth, gif_->SHeight}; }

void GifFile::check(int result) const {
  if (result == GIF_ERROR) fail_to_decode(photo_, reason_of(gif_->Error));
}

std::optional<GifFrame> GifFile::next_frame(const std::stop_token& stop) {
  std::optional<std::uint8_t> transparent;
  while (true) {
    base::stop_if_requested(stop);
    GifRecordType type = UNDEFINED_RECORD_TYPE;
    check(DGifGetRecordType(gif_.get(), &type));
    if (type == TERMINATE_RECORD_TYPE) return std::nullopt;
    if (type == EXTENSION_RECORD_TYPE) {
      if (const auto index = read_extension(stop)) transparent = index;
    } else if (type == IMAGE_DESC_RECORD_TYPE) {
      check(DGifGetImageHeader(gif_.get()));
      return frame(transparent);
    }
  }
}

std::optional<std::uint8_t> GifFile::read_extension(const std::stop_token& stop) {
  std::optional<std::uint8_t> transparent;
  int code = 0;
  GifByteType* block = nullptr;  // its length, and its bytes
  check(DGifGetExtension(gif_.get(), &code, &block));
  while (block != nullptr) {
    base::stop_if_requested(stop);
    GraphicsControlBlock control{};
    if (code == GRAPHICS_EXT_FUNC_CODE &&
        DGifExtensionToGCB(block[0], block + 1, &control) == GIF_OK &&
        control.TransparentColor != NO_TRANSPARENT_COLOR) {
      transparent = static_cast<std::uint8_t>(control.TransparentColor);
    }
    check(DGifGetExtensionNext(gif_.get(), &block));
  }
  return transparent;
}

GifFrame GifFile::frame(std::optional<std::uint8_t> transparent) const {
  const GifImageDesc& image = gif_->Image;
  const ColorMapObject* colors = image.ColorMap != nullptr ? image.ColorMap : gif_->SColorMap;
  return {image.Left,      image.Top,          checked_size(photo_, image.Width, image.Height),
          image.Interlace, palette_of(colors), transparent};
}

void GifFile::read_row(std::span<std::uint8_t> indices) {
  check(DGifGetLine(gif_.get(), indices.data(), static_cast<int>(indices.size())));
}

void GifFile::skip_rows(const std::stop_token& stop) {
  GifByteType* block = nullptr;
  do {
    base::stop_if_requested(stop);
    check(DGifGetCodeNext(gif_.get(), &block));
  } while (block != nullptr);
}

}  // namespace vitviz::image
