// SPDX-License-Identifier: Apache-2.0
// A PNG file as libpng gets it here: what is compressed in its IDAT chunks is decompressed by ISA-L
// and handed on in IDAT chunks of stored blocks, which zlib inside of libpng only copies. ISA-L
// takes 40 % of zlib's time, and checks what zlib would.
//
//   file      signature  IHDR  …  IDAT, IDAT, …  …  IEND
//   handed on the same   the same IDAT, IDAT, …  the same
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include <isa-l/igzip_lib.h>

#include "image/photo_source.h"

namespace vitviz::image {

class InflatedPng {
 public:
  // `file` must outlive it.
  explicit InflatedPng(const PhotoSource& file);

  // What comes next, valid until the next call; nothing where the file ends, or where problem()
  // says why it cannot be read on. Does not throw, because a library in C calls it.
  [[nodiscard]] std::span<const std::byte> next();

  [[nodiscard]] const char* problem() const { return problem_; }

 private:
  static constexpr std::size_t kPiece = std::size_t{64} * 1024;  // what is read at a time
  static constexpr std::size_t kBlock = 0xFFFF;                  // the longest stored block

  enum class State { kPlain, kInflating, kInflated, kBehind, kEnded };

  struct Head {
    std::size_t length = 0;
    std::string_view type;  // in piece_; empty where the file ends
  };

  [[nodiscard]] std::span<const std::byte> next_plain();
  [[nodiscard]] std::span<const std::byte> next_block();
  [[nodiscard]] std::span<const std::byte> as_chunk(std::size_t count);
  [[nodiscard]] std::span<const std::byte> read(std::size_t count);
  [[nodiscard]] Head read_head();
  void begin_data(const Head& head);
  [[nodiscard]] bool is_inflated() const { return inflate_.block_state == ISAL_BLOCK_FINISH; }
  [[nodiscard]] bool read_data();
  [[nodiscard]] bool end_data();
  void fail(const char* problem);

  const PhotoSource& file_;
  State state_ = State::kPlain;
  const char* problem_ = nullptr;
  std::size_t position_ = 0;    // in the file
  std::size_t plain_left_ = 8;  // bytes that are handed on as they are, first the signature
  std::size_t data_left_ = 0;   // of an IDAT chunk
  std::uint32_t sum_ = 0;       // CRC of its type and what was read of its data
  bool is_first_block_ = true;
  inflate_state inflate_;
  std::array<std::byte, kPiece> piece_;
  std::array<std::uint8_t, kBlock + 32> chunk_;
};

}  // namespace vitviz::image
