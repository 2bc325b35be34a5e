// SPDX-License-Identifier: Apache-2.0
// Any bytes are an animated WebP or an Error(kInput). Seeds: the WebP files of
// tests/reference/image/photos.
#include <cstddef>
#include <cstdint>
#include <span>

#include "base/error.h"
#include "image/webp_animation.h"

namespace {

void read(std::span<const std::byte> bytes) {
  const vitviz::image::MemorySource source(bytes);
  const auto facts = vitviz::image::webp_animation_facts(source, "fuzz");
  // Beyond, libwebp does the same for longer.
  if (facts.milliseconds.size() > 100 || vitviz::image::pixel_count(facts.size) > 1'000'000) return;
  vitviz::image::WebpAnimation animation(source, "fuzz", vitviz::image::Orientation::kUpright,
                                         vitviz::image::ColorProfile::kToSrgb);
  while (animation.next()) {
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    read(std::as_bytes(std::span(data, size)));
  } catch (const vitviz::base::Error& error) {
    if (error.code() != vitviz::base::ErrorCode::kInput) throw;
  }
  return 0;
}
