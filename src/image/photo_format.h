// SPDX-License-Identifier: Apache-2.0
// Which kind of file this is, by its first bytes: file names lie.
#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>

#include "image/photo_source.h"

namespace vitviz::image {

enum class PhotoFormat { kJpeg, kPng, kWebp, kTiff, kBmp, kPnm, kGif, kHeic, kAvif, kJxl, kNpy };

// For the texts that say what can be given.
inline constexpr std::string_view kPhotoFormats =
    "JPEG, PNG, WebP, GIF, HEIC, AVIF, JPEG XL, TIFF, BMP, PNM, NPY";

// As many bytes from the start of a file as photo_format() looks at.
inline constexpr std::size_t kHeadBytes = 64;

// Whether a file is called like a photo of one of these formats, as in a.jpeg, in any case.
[[nodiscard]] bool has_photo_extension(const std::filesystem::path& file);

// Throws Error(kInput) for every other kind of file, and names it if it is a common one.
[[nodiscard]] PhotoFormat photo_format(std::span<const std::byte> head, const std::string& name);

// The same of the source's first bytes, which decide whether it is worth reading on. Throws
// Error(kInput) also where they cannot be read.
[[nodiscard]] PhotoFormat photo_format(const PhotoSource& source, const std::string& name);

}  // namespace vitviz::image
