// SPDX-License-Identifier: Apache-2.0
// Compression of one piece of a deflate stream (RFC 1951), independently of all others.
//
// A piece that is not the last ends with a sync flush, on a whole byte and without the mark of the
// end: the pieces in a row are one valid stream.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace vitviz::image {

enum class Piece { kInner, kLast };

// Appends the compressed piece to `out`. Requires: raw.size() < 2^32.
void deflate_piece(std::span<const std::uint8_t> raw, Piece piece, std::vector<std::uint8_t>& out);

}  // namespace vitviz::image
