// SPDX-License-Identifier: Apache-2.0
// What igzip writes, zlib reads: the two share no code.
#include "image/deflate_piece.h"

#include <algorithm>
#include <cstddef>
#include <random>

#include <doctest/doctest.h>
#include <zlib.h>

namespace vitviz::image {
namespace {

using Bytes = std::vector<std::uint8_t>;

Bytes noise(std::size_t size) {
  std::mt19937 random(7);
  Bytes bytes(size);
  std::generate(bytes.begin(), bytes.end(), [&] { return static_cast<std::uint8_t>(random()); });
  return bytes;
}

// A raw deflate stream of at most `size` bytes, unpacked; empty where the stream is broken, goes on
// behind its end or does not end.
Bytes inflated(Bytes stream, std::size_t size) {
  Bytes bytes(size + 1);
  z_stream zlib{};
  REQUIRE(inflateInit2(&zlib, -MAX_WBITS) == Z_OK);
  zlib.next_in = stream.data();
  zlib.avail_in = static_cast<uInt>(stream.size());
  zlib.next_out = bytes.data();
  zlib.avail_out = static_cast<uInt>(bytes.size());
  const bool ends = inflate(&zlib, Z_FINISH) == Z_STREAM_END && zlib.avail_in == 0;
  bytes.resize(ends ? bytes.size() - zlib.avail_out : 0);
  inflateEnd(&zlib);
  return bytes;
}

TEST_CASE("a single piece is a whole stream") {
  for (const std::size_t size : {1U, 2U, 1000U, 300'000U}) {
    Bytes stream;
    deflate_piece(noise(size), Piece::kLast, stream);
    CHECK(inflated(stream, size) == noise(size));
  }
}

TEST_CASE("pieces in a row are one stream, empty ones among them too") {
  const Bytes raw = noise(200'000);
  Bytes stream;
  const std::span<const std::uint8_t> all = raw;
  deflate_piece(all.first(1), Piece::kInner, stream);
  deflate_piece(all.subspan(1, 150'000), Piece::kInner, stream);
  deflate_piece({}, Piece::kInner, stream);
  deflate_piece(all.subspan(150'001), Piece::kLast, stream);
  CHECK(inflated(stream, raw.size()) == raw);
}

TEST_CASE("a piece is appended to what is there, and compressed independently of it") {
  const Bytes raw(5000, 3);
  Bytes alone;
  deflate_piece(raw, Piece::kLast, alone);
  Bytes appended = {1, 2, 3};
  deflate_piece(raw, Piece::kLast, appended);
  REQUIRE(appended.size() == alone.size() + 3);
  CHECK(appended[2] == 3);
  CHECK(std::equal(alone.begin(), alone.end(), appended.begin() + 3));
}

TEST_CASE("an inner piece does not end the stream") {
  Bytes stream;
  deflate_piece(noise(1000), Piece::kInner, stream);
  CHECK(inflated(stream, 1000).empty());
}

TEST_CASE("what repeats shrinks, noise hardly grows") {
  Bytes plain;
  deflate_piece(Bytes(100'000, 255), Piece::kLast, plain);
  CHECK(plain.size() < 1000);
  Bytes rough;
  deflate_piece(noise(100'000), Piece::kLast, rough);
  CHECK(rough.size() < 101'000);
}

}  // namespace
}  // namespace vitviz::image
