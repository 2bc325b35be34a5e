// SPDX-License-Identifier: Apache-2.0
// Compression of one piece of a deflate stream (RFC 1951), with all of its text at hand, so that
// several threads can compress one stream.
//
// A piece that is not the last ends with a sync flush, on a whole byte and without the mark of the
// end: the pieces in a row are one valid stream.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace vitviz::image {

// How far back a deflate stream may repeat itself.
inline constexpr std::size_t kDeflateWindow = std::size_t{32} * 1024;

enum class Piece { kInner, kLast };

// Appends the compressed bytes [begin, text.size()) to `out`. What lies before `begin` is what the
// stream holds before the piece, as much as there is of the last kDeflateWindow bytes. The same
// text gives the same bytes. Requires: begin < text.size() < 2^32.
void deflate_piece(std::span<const std::uint8_t> text, std::size_t begin, Piece piece,
                   std::vector<std::uint8_t>& out);

}  // namespace vitviz::image
