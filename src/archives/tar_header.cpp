// SPDX-License-Identifier: Apache-2.0
#include "archives/tar_header.h"

#include <algorithm>
#include <string_view>

namespace vitviz::archives {
namespace {

using std::string_view_literals::operator""sv;

using Block = std::span<const std::byte, kTarBlock>;

struct Field {
  std::size_t begin;
  std::size_t length;
};
constexpr Field kName = {0, 100};
constexpr Field kBytes = {124, 12};
constexpr Field kSum = {148, 8};
constexpr std::size_t kKind = 156;
constexpr Field kLink = {157, 100};
constexpr Field kMagic = {257, 8};
constexpr Field kPrefix = {345, 155};

std::string_view in(std::span<const std::byte> block, const Field& field) {
  return {reinterpret_cast<const char*>(block.data()) + field.begin, field.length};
}

std::string text_of(Block block, const Field& field) {
  const std::string_view text = in(block, field);
  return std::string(text.substr(0, std::min(text.find('\0'), text.size())));
}

// Digits with blanks before them and a blank or NUL behind them, or nothing but those: 0.
std::optional<std::uint64_t> octal(std::string_view text) {
  const auto is_blank = [](char c) { return c == ' ' || c == '\0'; };
  const auto first = std::find_if_not(text.begin(), text.end(), is_blank);
  std::uint64_t number = 0;
  for (const auto* c = first; c != text.end() && !is_blank(*c); ++c) {
    if (*c < '0' || *c > '7') return std::nullopt;
    number = number * 8 + static_cast<std::uint64_t>(*c - '0');
  }
  return number;  // 12 digits fit
}

// What octal digits cannot hold is a number of big-endian bytes behind a first one of 0x80.
std::optional<std::uint64_t> number_in(Block block, const Field& field) {
  const std::string_view text = in(block, field);
  if (text.front() != '\x80') return octal(text);
  std::uint64_t number = 0;
  for (const char c : text.substr(1)) {
    if (number >> 55U != 0) return std::nullopt;  // no file is that long
    number = number << 8U | static_cast<unsigned char>(c);
  }
  return number;
}

// Its own field counts as blanks.
bool has_right_sum(Block block) {
  const auto stated = octal(in(block, kSum));
  std::uint64_t sum = kSum.length * ' ';
  for (std::size_t i = 0; i < block.size(); ++i) {
    const bool is_sum = i >= kSum.begin && i < kSum.begin + kSum.length;
    if (!is_sum) sum += std::to_integer<std::uint64_t>(block[i]);
  }
  return stated == sum;
}

}  // namespace

bool is_tar(std::span<const std::byte> head) {
  return head.size() >= kTarBlock && in(head, kMagic).starts_with("ustar") &&
         has_right_sum(head.first<kTarBlock>());
}

bool is_tar_end(Block block) {
  return std::all_of(block.begin(), block.end(), [](std::byte b) { return b == std::byte{0}; });
}

std::optional<TarHeader> parse_tar_header(Block block) {
  const auto bytes = number_in(block, kBytes);
  if (!bytes || !has_right_sum(block)) return std::nullopt;
  TarHeader header{text_of(block, kName), text_of(block, kLink), *bytes,
                   static_cast<char>(block[kKind])};
  // GNU tar ("ustar  ") has other things there.
  const bool has_prefix = in(block, kMagic).starts_with("ustar\0"sv);
  const std::string prefix = has_prefix ? text_of(block, kPrefix) : "";
  if (!prefix.empty()) header.name = prefix + '/' + header.name;
  return header;
}

}  // namespace vitviz::archives
