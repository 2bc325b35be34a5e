// SPDX-License-Identifier: Apache-2.0
// By ISA-L's igzip: as small as zlib's level 1, and three to four times as fast.
#include "image/deflate_piece.h"

#include <algorithm>
#include <limits>
#include <memory>

#include <isa-l/igzip_lib.h>

#include "base/check.h"
#include "image/upper_vectors.h"

namespace vitviz::image {
namespace {

using Bytes = std::vector<std::uint8_t>;

// igzip without history computes the hash of the third byte from a register that it has not loaded
// yet: its output then depends, once in some thousand pictures, on the address of the stream. So
// the first bytes of a stream are stored as they are, and are the history of the others.
constexpr std::size_t kStoredBytes = 64;

void append_stored(std::span<const std::uint8_t> text, Piece piece, Bytes& out) {
  const auto length = static_cast<std::uint8_t>(text.size());
  const std::uint8_t final = piece == Piece::kLast ? 1 : 0;
  const auto inverse = static_cast<std::uint8_t>(~length);
  out.insert(out.end(), {final, length, 0, inverse, 0xFF});
  out.insert(out.end(), text.begin(), text.end());
}

void append_compressed(std::span<const std::uint8_t> text, std::size_t begin, Piece piece,
                       Bytes& out) {
  const auto stream = std::make_unique<isal_zstream>();
  const auto tables = std::make_unique_for_overwrite<std::uint8_t[]>(ISAL_DEF_LVL1_DEFAULT);
  isal_deflate_init(stream.get());
  stream->level = 1;
  stream->level_buf = tables.get();
  stream->level_buf_size = ISAL_DEF_LVL1_DEFAULT;
  stream->end_of_stream = piece == Piece::kLast ? 1 : 0;
  stream->flush = SYNC_FLUSH;
  // igzip only reads history and input, though their types do not say so.
  auto* const bytes = const_cast<std::uint8_t*>(text.data());
  const std::size_t history = std::min(begin, kDeflateWindow);
  VITVIZ_CHECK(isal_deflate_set_dict(stream.get(), bytes + begin - history,
                                     static_cast<std::uint32_t>(history)) == COMP_OK);
  stream->next_in = bytes + begin;
  stream->avail_in = static_cast<std::uint32_t>(text.size() - begin);

  // It is done when it leaves room.
  do {
    const std::size_t filled = out.size();
    const std::size_t room = std::clamp<std::size_t>((text.size() - begin) / 2, 4096, 1U << 30);
    out.resize(filled + room);
    stream->next_out = out.data() + filled;
    stream->avail_out = static_cast<std::uint32_t>(room);
    VITVIZ_CHECK(isal_deflate(stream.get()) == COMP_OK);
    release_upper_vectors();
    out.resize(out.size() - stream->avail_out);
  } while (stream->avail_out == 0);
}

}  // namespace

void deflate_piece(std::span<const std::uint8_t> text, std::size_t begin, Piece piece, Bytes& out) {
  VITVIZ_CHECK(begin < text.size());
  VITVIZ_CHECK(text.size() <= std::numeric_limits<std::uint32_t>::max());
  if (begin == 0) {
    const std::size_t stored = std::min(text.size(), kStoredBytes);
    const bool whole = stored == text.size();
    append_stored(text.first(stored), whole ? piece : Piece::kInner, out);
    if (whole) return;
    begin = stored;
  }
  append_compressed(text, begin, piece, out);
}

}  // namespace vitviz::image
