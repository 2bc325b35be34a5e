// SPDX-License-Identifier: Apache-2.0
// What the decoders of all formats share: the bytes they get, the photo they return, their errors.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "image/raster.h"

namespace vitviz::image {

// A photo as it lies in its file, behind a decoder chosen by its first bytes.
struct EncodedPhoto {
  std::span<const std::byte> bytes;
  std::string name;         // of the file, for messages
  std::string_view format;  // "JPEG", "PNG", …
};

// A decoded photo as it was stored, before its EXIF orientation (1 to 8) is applied.
struct StoredPhoto {
  RgbImage pixels;
  int exif_orientation = 1;
};

// Throws Error(kInput): `photo` cannot be decoded because of `reason`.
[[noreturn]] void fail_to_decode(const EncodedPhoto& photo, std::string_view reason);

// The sides that a header promises, checked before anything of that size is allocated.
// Throws Error(kInput) when one is not positive or there are more than kMaxPixels pixels.
[[nodiscard]] Size checked_size(const EncodedPhoto& photo, std::int64_t width, std::int64_t height);

// One function per format, each in the file of its name. All throw Error(kInput).
[[nodiscard]] StoredPhoto decode_jpeg(const EncodedPhoto& photo);
[[nodiscard]] StoredPhoto decode_png(const EncodedPhoto& photo);
[[nodiscard]] StoredPhoto decode_webp(const EncodedPhoto& photo);
[[nodiscard]] StoredPhoto decode_tiff(const EncodedPhoto& photo);
[[nodiscard]] StoredPhoto decode_bmp(const EncodedPhoto& photo);

}  // namespace vitviz::image
