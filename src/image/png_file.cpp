// SPDX-License-Identifier: Apache-2.0
// The IDAT chunks of a PNG file together hold one zlib stream (RFC 1950) of all rows, each after a
// byte for its filter.
//
// Every strip of rows becomes an IDAT chunk of its own: drawn, filtered, compressed and summed up
// by one thread while it is in its cache. libpng does one row after the other: its zlib alone takes
// six times as long (level 1, one thread) as all of this on two threads.
#include "image/png_file.h"

#include <algorithm>
#include <cstdint>
#include <span>

#include <isa-l/igzip_lib.h>
#include <zlib.h>

#include "base/in_order.h"
#include "image/deflate_piece.h"
#include "image/png_chunks.h"

namespace vitviz::image {
namespace {

// Every row holds its difference to the one above. On photos of 12 megapixels the files are at most
// 3 % larger than with the best of Sub, Up and Paeth for each row, which takes twice as long.
constexpr std::uint8_t kUpFilter = 2;

// How the rows of a picture are shared out.
struct Cut {
  std::size_t row = 0;     // bytes of a filtered row
  int rows_above = 0;      // that a strip may repeat
  int rows_per_strip = 0;  // of a chunk
  int rows_per_task = 0;   // that a thread draws at once: whole strips
};

Cut cut_for(Size size, int channels) {
  // A strip is large enough to compress well. Of a picture so wide that a strip is low, a task is
  // some: who draws rows may have to look at a few beside them.
  constexpr std::size_t kStripBytes = std::size_t{512} * 1024;
  constexpr std::size_t kTaskBytes = 8 * kStripBytes;
  constexpr std::size_t kTaskRows = 32;
  const std::size_t row = static_cast<std::size_t>(size.width) * static_cast<std::size_t>(channels);
  const std::size_t strip = std::max<std::size_t>(1, kStripBytes / row);
  const std::size_t strips =
      std::max<std::size_t>(1, std::min(kTaskRows, kTaskBytes / row) / strip);
  return {row + 1, static_cast<int>(kDeflateWindow / (row + 1) + 1), static_cast<int>(strip),
          static_cast<int>(strip * strips)};
}

// What a thread needs for one task after the other.
struct Scratch {
  std::vector<std::uint8_t> pixels;
  std::vector<std::uint8_t> filtered;
};

// Filters the rows from `begin` to the end of the band, which has the one above them, too.
template <int Channels>
void filter_rows(const Band<Channels>& band, int begin, std::uint8_t* out) {
  for (int y = begin; y < band.bottom(); ++y) {
    const auto row = band.row(y);
    *out++ = kUpFilter;
    if (y == 0) {
      out = std::copy(row.begin(), row.end(), out);
    } else {
      out = std::transform(row.begin(), row.end(), band.row(y - 1).begin(), out,
                           [](int a, int b) { return static_cast<std::uint8_t>(a - b); });
    }
  }
}

struct EncodedRows {
  PngBytes chunks;
  std::uint32_t adler = 1;  // checksum of the filtered rows
  std::size_t length = 0;   // of these
};

// Appends the chunk of the bytes [begin, text.size()); before them is what they may repeat.
void append_strip(std::span<const std::uint8_t> text, std::size_t begin, Piece piece,
                  PngBytes& out) {
  const std::size_t data = begin_chunk(out, "IDAT");
  constexpr std::uint8_t kZlibHeader[] = {0x78, 0x01};  // deflate, window of 32 KiB, fastest
  if (begin == 0) out.insert(out.end(), kZlibHeader, kZlibHeader + 2);
  deflate_piece(text, begin, piece, out);
  end_chunk(out, data);
}

// Draws and compresses the rows [begin, end).
template <int Channels>
EncodedRows encode_rows(const LazyPicture<Channels>& picture, const Cut& cut, int begin, int end,
                        Scratch& scratch) {
  const auto bytes_of = [&](int rows) { return static_cast<std::size_t>(rows) * cut.row; };
  const int first = std::max(0, begin - cut.rows_above);
  const int top = std::max(0, first - 1);
  scratch.pixels.resize(bytes_of(end - top));
  const Band<Channels> band(picture.size, top, end, scratch.pixels);
  picture.draw(band);
  scratch.filtered.resize(bytes_of(end - first));
  filter_rows(band, first, scratch.filtered.data());

  const std::span<const std::uint8_t> text = scratch.filtered;
  const auto rows = text.subspan(bytes_of(begin - first));
  EncodedRows encoded{{}, isal_adler32(1, rows.data(), rows.size()), rows.size()};
  for (int y = begin; y < end;) {
    const int bottom = y + std::min(cut.rows_per_strip, end - y);
    append_strip(text.first(bytes_of(bottom - first)), bytes_of(y - first),
                 bottom == picture.size.height ? Piece::kLast : Piece::kInner, encoded.chunks);
    y = bottom;
  }
  return encoded;
}

void hand_over(const PngBytes& bytes, const base::ByteSink& file) {
  file(std::as_bytes(std::span(bytes)));
}

// The stream ends with the checksum of all rows.
PngBytes end_of_file(std::uint64_t adler) {
  PngBytes out;
  const std::size_t data = begin_chunk(out, "IDAT");
  append_number(out, adler);
  end_chunk(out, data);
  end_chunk(out, begin_chunk(out, "IEND"));
  return out;
}

}  // namespace

template <int Channels>
void encode_png(const LazyPicture<Channels>& picture, base::ThreadPool& threads,
                const std::vector<PngText>& texts, const base::ByteSink& file) {
  PngBytes head;
  append_header(head, picture.size, Channels);
  for (const PngText& text : texts) append_text_chunk(head, text);
  hand_over(head, file);

  uLong adler = 1;
  base::InOrder<EncodedRows> in_order([&](EncodedRows&& rows) {
    adler = adler32_combine(adler, rows.adler, static_cast<z_off_t>(rows.length));
    hand_over(rows.chunks, file);
  });
  const Cut cut = cut_for(picture.size, Channels);
  const int height = picture.size.height;
  std::vector<Scratch> scratch(static_cast<std::size_t>(threads.size()));
  threads.parallel_for((height - 1) / cut.rows_per_task + 1, [&](int task, int worker) {
    const int begin = task * cut.rows_per_task;
    const int end = begin + std::min(cut.rows_per_task, height - begin);
    in_order.add(task,
                 encode_rows(picture, cut, begin, end, scratch[static_cast<std::size_t>(worker)]));
  });
  hand_over(end_of_file(adler), file);
}

template void encode_png(const LazyGray&, base::ThreadPool&, const std::vector<PngText>&,
                         const base::ByteSink&);
template void encode_png(const LazyRgb&, base::ThreadPool&, const std::vector<PngText>&,
                         const base::ByteSink&);
template void encode_png(const LazyRgba&, base::ThreadPool&, const std::vector<PngText>&,
                         const base::ByteSink&);

std::size_t bytes_to_encode_png(Size picture, int channels, int threads) {
  const Cut cut = cut_for(picture, channels);
  const int rows = std::min(picture.height, cut.rows_per_task + cut.rows_above + 1);
  // As drawn, filtered and compressed.
  return static_cast<std::size_t>(threads) * 3 * static_cast<std::size_t>(rows) * cut.row;
}

}  // namespace vitviz::image
