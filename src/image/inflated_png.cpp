// SPDX-License-Identifier: Apache-2.0
#include "image/inflated_png.h"

#include <algorithm>

#include <isa-l/crc.h>

#include "image/png_chunks.h"
#include "image/upper_vectors.h"

namespace vitviz::image {
namespace {

constexpr std::string_view kData = "IDAT";

// In front of what is decompressed: head of the chunk, of the zlib stream, of the block.
constexpr std::size_t kZlibHead = 2;
constexpr std::size_t kBlockHead = 5;
constexpr std::size_t kMostBefore = kChunkHead + kZlibHead + kBlockHead;

std::uint8_t* put_number(std::uint8_t* to, std::size_t value) {
  for (int shift = 24; shift >= 0; shift -= 8) *to++ = static_cast<std::uint8_t>(value >> shift);
  return to;
}

// Whether it is the stream's last, its length, and the complement of that.
std::uint8_t* put_block_head(std::uint8_t* to, bool last, std::size_t length) {
  *to++ = last ? 1 : 0;
  for (const std::size_t number : {length, ~length}) {
    *to++ = static_cast<std::uint8_t>(number);
    *to++ = static_cast<std::uint8_t>(number >> 8);
  }
  return to;
}

std::uint32_t sum_of(std::uint32_t before, const void* bytes, std::size_t count) {
  const std::uint32_t sum =
      crc32_gzip_refl(before, static_cast<const unsigned char*>(bytes), count);
  release_upper_vectors();
  return sum;
}

}  // namespace

InflatedPng::InflatedPng(const PhotoSource& file) : file_(file) {
  isal_inflate_init(&inflate_);
  inflate_.crc_flag = ISAL_ZLIB;
}

std::span<const std::byte> InflatedPng::next() {
  if (plain_left_ > 0) return next_plain();
  if (state_ == State::kInflated) {
    // What lies behind the stream is of no use, but has to be whole.
    while (read_data()) {
    }
  }
  // igzip may still hold some of the stream when all of it is read.
  if (state_ == State::kInflating || (state_ == State::kBehind && !is_inflated())) {
    const auto block = next_block();
    if (!block.empty()) return block;
  }
  if (state_ == State::kEnded) return {};
  const Head head = read_head();
  if (head.type == kData && state_ == State::kPlain) {
    begin_data(head);
    return next();
  }
  plain_left_ = kChunkHead + head.length + kChunkSum;
  return next_plain();
}

std::span<const std::byte> InflatedPng::next_plain() {
  const auto bytes = read(std::min(plain_left_, piece_.size()));
  position_ += bytes.size();
  plain_left_ -= bytes.size();
  if (bytes.empty()) state_ = State::kEnded;
  return bytes;
}

std::span<const std::byte> InflatedPng::next_block() {
  inflate_.next_out = chunk_.data() + kMostBefore;
  inflate_.avail_out = static_cast<std::uint32_t>(kBlock);
  while (inflate_.avail_out > 0 && !is_inflated()) {
    // What igzip has taken and not yet written comes without further data.
    const bool has_data = inflate_.avail_in > 0 || read_data();
    if (problem_ != nullptr) break;
    const std::uint32_t room = inflate_.avail_out;
    const int result = isal_inflate(&inflate_);
    release_upper_vectors();
    if (result < 0 || result == ISAL_NEED_DICT) {
      fail(result == ISAL_INCORRECT_CHECKSUM ? "its compressed data do not match their checksum"
                                             : "its compressed data are broken");
      return {};
    }
    if (!has_data && inflate_.avail_out == room) break;
  }
  if (problem_ != nullptr) return {};
  const bool is_whole = is_inflated();
  if (is_whole && state_ == State::kInflating) state_ = State::kInflated;
  const std::size_t count = kBlock - inflate_.avail_out;
  return count > 0 || is_whole ? as_chunk(count) : std::span<const std::byte>();
}

// A chunk around so many bytes that are decompressed.
std::span<const std::byte> InflatedPng::as_chunk(std::size_t count) {
  const bool last = is_inflated();
  const std::size_t zlib_head = is_first_block_ ? kZlibHead : 0;
  std::uint8_t* const begin = chunk_.data() + kZlibHead - zlib_head;
  std::uint8_t* to = put_number(begin, zlib_head + kBlockHead + count + (last ? kChunkSum : 0));
  std::uint8_t* const type = to;
  to = std::copy(kData.begin(), kData.end(), to);
  if (is_first_block_) {
    *to++ = 0x78;  // deflate, window of 32 KiB
    *to++ = 0x01;
  }
  is_first_block_ = false;
  to = put_block_head(to, last, count) + count;
  if (last) to = put_number(to, inflate_.crc);
  to = put_number(to, sum_of(0, type, static_cast<std::size_t>(to - type)));
  return std::as_bytes(std::span(begin, to));
}

std::span<const std::byte> InflatedPng::read(std::size_t count) {
  return std::span(piece_).first(file_.read(position_, std::span(piece_).first(count)));
}

InflatedPng::Head InflatedPng::read_head() {
  const auto bytes = read(kChunkHead);
  if (bytes.size() < kChunkHead) return {};
  return {big_endian(bytes.first(4)),
          std::string_view(reinterpret_cast<const char*>(bytes.data()) + 4, 4)};
}

void InflatedPng::begin_data(const Head& head) {
  position_ += kChunkHead;
  data_left_ = head.length;
  sum_ = sum_of(0, kData.data(), kData.size());
  state_ = state_ == State::kPlain ? State::kInflating : state_;
}

// False behind the last data, where the file ends, and where it is damaged.
bool InflatedPng::read_data() {
  if (state_ == State::kBehind || state_ == State::kEnded) return false;
  while (data_left_ == 0) {
    if (!end_data()) return false;
  }
  const auto bytes = read(std::min(data_left_, piece_.size()));
  if (bytes.empty()) {
    state_ = State::kEnded;
    return false;
  }
  sum_ = sum_of(sum_, bytes.data(), bytes.size());
  position_ += bytes.size();
  data_left_ -= bytes.size();
  inflate_.next_in = reinterpret_cast<std::uint8_t*>(piece_.data());
  inflate_.avail_in = static_cast<std::uint32_t>(bytes.size());
  return true;
}

// Goes on to the data of the next chunk. False where that is another.
bool InflatedPng::end_data() {
  const auto sum = read(kChunkSum);
  if (sum.size() < kChunkSum) {
    state_ = State::kEnded;
    return false;
  }
  if (big_endian(sum) != sum_) {
    fail("IDAT: CRC error");
    return false;
  }
  position_ += kChunkSum;
  const Head head = read_head();
  if (head.type == kData) {
    begin_data(head);
    return true;
  }
  state_ = head.type.empty() ? State::kEnded : State::kBehind;
  return false;
}

void InflatedPng::fail(const char* problem) {
  problem_ = problem;
  state_ = State::kEnded;
}

}  // namespace vitviz::image
