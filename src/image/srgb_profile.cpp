// SPDX-License-Identifier: Apache-2.0
#include "image/srgb_profile.h"

#include <array>
#include <cmath>
#include <cstdint>
#include <optional>
#include <string_view>

#include "image/png_chunks.h"

namespace vitviz::image {
namespace {

using Bytes = std::span<const std::byte>;

constexpr std::size_t kHeader = 128;
constexpr std::size_t kTypeHead = 8;  // of what a tag holds: its type, and four bytes of nothing

// Less than a level of 255.
constexpr double kSame = 0.0015;

std::optional<Bytes> part(Bytes bytes, std::size_t at, std::size_t count) {
  if (at > bytes.size() || count > bytes.size() - at) return std::nullopt;
  return bytes.subspan(at, count);
}

std::uint32_t number(Bytes bytes, std::size_t at, std::size_t count) {
  const auto there = part(bytes, at, count);
  return there ? big_endian(*there) : 0;
}

double fraction(Bytes bytes, std::size_t at) {
  return static_cast<std::int32_t>(number(bytes, at, 4)) / 65536.0;
}

std::string_view text(Bytes bytes, std::size_t at) {
  const auto there = part(bytes, at, 4);
  return there ? std::string_view(reinterpret_cast<const char*>(there->data()), 4) : "";
}

// What a tag holds; nothing where the profile has no such tag.
Bytes tag(Bytes icc, std::string_view name) {
  constexpr std::uint32_t kMostTags = 100;
  const std::uint32_t count = number(icc, kHeader, 4);
  for (std::uint32_t i = 0; i < count && i < kMostTags; ++i) {
    const std::size_t entry = kHeader + 4 + std::size_t{12} * i;
    if (text(icc, entry) != name) continue;
    return part(icc, number(icc, entry + 4, 4), number(icc, entry + 8, 4)).value_or(Bytes{});
  }
  return {};
}

bool is_color(Bytes content, const std::array<double, 3>& xyz) {
  if (text(content, 0) != "XYZ ") return false;
  for (std::size_t i = 0; i < 3; ++i) {
    if (std::abs(fraction(content, kTypeHead + 4 * i) - xyz[i]) > kSame) return false;
  }
  return true;
}

double srgb_light(double value) {
  return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

// A power with a straight line below: the exponent, a and b within it, the line, and where it ends.
bool is_srgb_formula(Bytes content) {
  constexpr std::uint32_t kPowerAndLine = 3;
  constexpr double kParameters[] = {2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045};
  if (number(content, kTypeHead, 2) != kPowerAndLine) return false;
  std::size_t at = kTypeHead + 4;
  for (const double parameter : kParameters) {
    if (std::abs(fraction(content, at) - parameter) > kSame / 10) return false;
    at += 4;
  }
  return true;
}

// Values of 16 bits at equal distances.
bool is_srgb_table(Bytes content) {
  constexpr int kLooks = 32;
  const std::uint32_t count = number(content, kTypeHead, 4);
  if (count < 2 * kLooks || !part(content, kTypeHead + 4, std::size_t{2} * count)) return false;
  for (std::uint32_t look = 0; look <= kLooks; ++look) {
    const std::uint32_t i = (count - 1) * look / kLooks;
    const double light = number(content, kTypeHead + 4 + std::size_t{2} * i, 2) / 65535.0;
    if (std::abs(light - srgb_light(static_cast<double>(i) / (count - 1))) > kSame / 3)
      return false;
  }
  return true;
}

bool is_srgb_curve(Bytes content) {
  if (text(content, 0) == "para") return is_srgb_formula(content);
  return text(content, 0) == "curv" && is_srgb_table(content);
}

}  // namespace

bool is_srgb_profile(Bytes icc) {
  constexpr std::size_t kSpace = 16;
  // A table of colours would count before primaries and curve.
  if (text(icc, kSpace) != "RGB " || !tag(icc, "A2B0").empty()) return false;
  // As the profile has them: adapted to the white of D50.
  return is_color(tag(icc, "rXYZ"), {0.4361, 0.2225, 0.0139}) &&
         is_color(tag(icc, "gXYZ"), {0.3851, 0.7169, 0.0971}) &&
         is_color(tag(icc, "bXYZ"), {0.1431, 0.0606, 0.7141}) && is_srgb_curve(tag(icc, "rTRC")) &&
         is_srgb_curve(tag(icc, "gTRC")) && is_srgb_curve(tag(icc, "bTRC"));
}

}  // namespace vitviz::image
