// SPDX-License-Identifier: Apache-2.0
// What the pieces hold is read back by zlib, as one stream without a header.
#include "image/deflate_piece.h"

#include <algorithm>
#include <random>
#include <thread>

#include <doctest/doctest.h>
#include <zlib.h>

namespace vitviz::test {
namespace {

using Bytes = std::vector<std::uint8_t>;
using image::deflate_piece;
using image::Piece;

// Repeats itself by chance when there are few different bytes.
Bytes random_text(std::size_t length, unsigned different_bytes) {
  std::mt19937 random(1);
  Bytes text(length);
  for (auto& byte : text) byte = static_cast<std::uint8_t>(random() % different_bytes);
  return text;
}

Bytes inflated(Bytes stream, std::size_t length) {
  Bytes text(length + 1);  // one more, to see what would be too much
  z_stream z{};
  constexpr int kWithoutHeader = -15;
  REQUIRE(inflateInit2(&z, kWithoutHeader) == Z_OK);
  z.next_in = stream.data();
  z.avail_in = static_cast<uInt>(stream.size());
  z.next_out = text.data();
  z.avail_out = static_cast<uInt>(text.size());
  CHECK(inflate(&z, Z_FINISH) == Z_STREAM_END);
  CHECK(z.avail_in == 0);
  text.resize(z.total_out);
  inflateEnd(&z);
  return text;
}

Bytes deflated(const Bytes& text, std::size_t piece) {
  Bytes stream;
  for (std::size_t begin = 0; begin < text.size(); begin += piece) {
    const std::size_t end = std::min(begin + piece, text.size());
    deflate_piece(std::span(text).first(end), begin,
                  end == text.size() ? Piece::kLast : Piece::kInner, stream);
  }
  return stream;
}

TEST_CASE("pieces in a row are one stream, whatever their length") {
  for (const std::size_t length : {1U, 2U, 63U, 64U, 65U, 1000U, 200'000U}) {
    const Bytes text = random_text(length, 5);
    for (const std::size_t piece : {std::size_t{1}, std::size_t{64}, std::size_t{70'000}, length}) {
      if (length / piece > 1000) continue;
      CAPTURE(length);
      CAPTURE(piece);
      CHECK(inflated(deflated(text, piece), length) == text);
    }
  }
}

TEST_CASE("a piece is appended to what is there") {
  const Bytes text = random_text(5000, 256);
  Bytes appended = {1, 2, 3};
  deflate_piece(text, 0, Piece::kLast, appended);
  const Bytes alone = deflated(text, text.size());
  REQUIRE(appended.size() == alone.size() + 3);
  CHECK(std::equal(alone.begin(), alone.end(), appended.begin() + 3));
}

TEST_CASE("what repeats shrinks, noise hardly grows") {
  CHECK(deflated(Bytes(100'000, 255), 100'000).size() < 1000);
  CHECK(deflated(random_text(100'000, 256), 100'000).size() < 101'000);
}

TEST_CASE("a piece repeats what lies before it") {
  Bytes text = random_text(20'000, 256);
  text.insert(text.end(), text.begin(), text.end());
  Bytes second;
  deflate_piece(text, 20'000, Piece::kLast, second);
  CHECK(second.size() < 500);  // alone, noise takes 20,000
}

// Texts that repeat, near their end, what begins with their third byte: what igzip may overlook.
std::vector<Bytes> deflated_texts(std::size_t count) {
  std::mt19937 random(2);
  std::vector<Bytes> streams;
  for (std::size_t i = 0; i < count; ++i) {
    Bytes text(300);
    for (auto& byte : text) byte = static_cast<std::uint8_t>(random());
    std::copy(text.begin() + 2, text.begin() + 20, text.begin() + 250);
    streams.push_back(deflated(text, text.size()));
  }
  return streams;
}

TEST_CASE("the same text gives the same bytes wherever memory lies") {
  // Another thread's memory lies elsewhere. One text in 4096 gave another stream there.
  constexpr std::size_t kTexts = 40'000;
  const auto here = deflated_texts(kTexts);
  std::vector<Bytes> elsewhere;
  std::thread([&] { elsewhere = deflated_texts(kTexts); }).join();
  CHECK(std::ranges::equal(here, elsewhere));
}

}  // namespace
}  // namespace vitviz::test
