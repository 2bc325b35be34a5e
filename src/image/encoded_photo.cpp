// SPDX-License-Identifier: Apache-2.0
#include "image/encoded_photo.h"

#include <limits>

#include <fmt/format.h>

#include "base/error.h"
#include "base/text.h"
#include "image/photo.h"

namespace vitviz::image {

void fail_to_decode(const EncodedPhoto& photo, std::string_view reason) {
  if (const std::string failure = photo.source.failure(); !failure.empty()) {
    throw base::Error(base::ErrorCode::kInput,
                      fmt::format("{}: cannot be read: {}", base::printable(photo.name), failure));
  }
  throw base::Error(base::ErrorCode::kInput,
                    fmt::format("{}: cannot be decoded as {}: {}", base::printable(photo.name),
                                photo.format, base::printable(reason)),
                    "the file may be damaged or cut off; copy it again, or save it anew as "
                    "JPEG or PNG");
}

void fail_because_unsupported(const EncodedPhoto& photo, std::string_view kind) {
  throw base::Error(base::ErrorCode::kInput,
                    fmt::format("{}: this kind of {} is not read: {}", base::printable(photo.name),
                                photo.format, base::printable(kind)),
                    "the file is in order; convert it to JPEG or PNG with 8 bits a channel");
}

void fail_without_library(const EncodedPhoto& photo, std::string_view library,
                          std::string_view reason, std::string_view package) {
  throw base::Error(base::ErrorCode::kInput,
                    fmt::format("{}: reading {} needs {}: {}", base::printable(photo.name),
                                photo.format, library, base::printable(reason)),
                    fmt::format("apt-get install {}", package));
}

std::uint32_t little_endian(std::span<const std::byte> bytes) {
  std::uint32_t value = 0;
  for (std::size_t i = bytes.size(); i-- > 0;) {
    value = value << 8 | std::to_integer<std::uint32_t>(bytes[i]);
  }
  return value;
}

Size checked_size(const EncodedPhoto& photo, std::int64_t width, std::int64_t height) {
  constexpr std::int64_t kMaxSide = std::numeric_limits<int>::max();
  if (width < 1 || height < 1) fail_to_decode(photo, "a side without any pixels");
  if (width > kMaxSide || height > kMaxSide || width > kMaxPixels / height) {
    throw base::Error(
        base::ErrorCode::kInput,
        fmt::format("{}: {} x {} pixels are more than the {} million that are read",
                    base::printable(photo.name), width, height, kMaxPixels / 1'000'000),
        "scale it down first");
  }
  return {static_cast<int>(width), static_cast<int>(height)};
}

std::string animation_note(int frames) {
  return fmt::format("it is an animation of {} frames: the first is seen", frames);
}

}  // namespace vitviz::image
