// SPDX-License-Identifier: Apache-2.0
// What the decoders of all formats share: the bytes they get, the decoder they return, their
// errors.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "image/photo_decoder.h"
#include "image/photo_source.h"
#include "image/raster.h"

namespace vitviz::image {

// A photo as it lies in its file, behind a decoder chosen by its first bytes.
struct EncodedPhoto {
  const PhotoSource& source;
  std::string name;         // of the file, for messages
  std::string_view format;  // "JPEG", "PNG", …
};

// Throws Error(kInput): `photo` cannot be decoded because of `reason`. Its bytes are wrong or
// missing: the user is told to copy it again.
[[noreturn]] void fail_to_decode(const EncodedPhoto& photo, std::string_view reason);

// Throws Error(kInput): nothing is wrong with `photo`, but this `kind` of it is not read ("12 bits
// a sample"). The user is told to convert it.
[[noreturn]] void fail_because_unsupported(const EncodedPhoto& photo, std::string_view kind);

// Throws Error(kInput): `photo` cannot be read without this library, for that reason. The user is
// told to install the package.
[[noreturn]] void fail_without_library(const EncodedPhoto& photo, std::string_view library,
                                       std::string_view reason, std::string_view package);

// The number that these bytes are, the lowest first. Requires: at most four.
[[nodiscard]] std::uint32_t little_endian(std::span<const std::byte> bytes);

// The sides that a header promises, checked before anything of that size is allocated.
// Throws Error(kInput) when one is not positive or there are more than kMaxPixels pixels.
[[nodiscard]] Size checked_size(const EncodedPhoto& photo, std::int64_t width, std::int64_t height);

// What the user is told of a file with several frames.
[[nodiscard]] std::string animation_note(int frames);

// One function per format, each in the file of its name: reads the header. `photo` must outlive the
// decoder. All throw Error(kInput).
[[nodiscard]] std::unique_ptr<PhotoDecoder> open_jpeg(const EncodedPhoto& photo);
[[nodiscard]] std::unique_ptr<PhotoDecoder> open_png(const EncodedPhoto& photo);
[[nodiscard]] std::unique_ptr<PhotoDecoder> open_webp(const EncodedPhoto& photo);
[[nodiscard]] std::unique_ptr<PhotoDecoder> open_tiff(const EncodedPhoto& photo);
[[nodiscard]] std::unique_ptr<PhotoDecoder> open_bmp(const EncodedPhoto& photo);
[[nodiscard]] std::unique_ptr<PhotoDecoder> open_pnm(const EncodedPhoto& photo);
[[nodiscard]] std::unique_ptr<PhotoDecoder> open_gif(const EncodedPhoto& photo);
[[nodiscard]] std::unique_ptr<PhotoDecoder> open_heif(const EncodedPhoto& photo);  // HEIC and AVIF
[[nodiscard]] std::unique_ptr<PhotoDecoder> open_jxl(const EncodedPhoto& photo);
[[nodiscard]] std::unique_ptr<PhotoDecoder> open_npy(const EncodedPhoto& photo);  // NumPy's arrays

}  // namespace vitviz::image
