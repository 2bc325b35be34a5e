// SPDX-License-Identifier: Apache-2.0
// The frame of a PNG file: a signature and chunks of length, type, data, CRC of type and data. All
// numbers are big-endian.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "image/png_file.h"
#include "image/raster.h"

namespace vitviz::image {

using PngBytes = std::vector<std::uint8_t>;

inline constexpr std::size_t kChunkHead = 8;  // length and type
inline constexpr std::size_t kChunkSum = 4;   // behind the data

// Requires: at most four bytes.
[[nodiscard]] std::uint32_t big_endian(std::span<const std::byte> bytes);

// Requires: value < 2^32.
void append_number(PngBytes& out, std::uint64_t value);

// Chunks are written in place: begin, append the data, end with what begin_chunk() returned.
[[nodiscard]] std::size_t begin_chunk(PngBytes& out, std::string_view type);
void end_chunk(PngBytes& out, std::size_t data);

// The signature and IHDR, for 8 bits of each of 1, 3 or 4 channels.
void append_header(PngBytes& out, Size size, int channels);

// iTXt.
void append_text_chunk(PngBytes& out, const PngText& text);

}  // namespace vitviz::image
