// SPDX-License-Identifier: Apache-2.0
// An embedded ICC profile says what the numbers of a photo mean. Those of cameras and telephones
// are often of wider spaces than sRGB, for which screens and networks take numbers without one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>

namespace vitviz::image {

class ToSrgb {
 public:
  // `transform` is lcms2's, of 8-bit RGB. Takes it over.
  explicit ToSrgb(void* transform) : transform_(transform) {}

  // Pixels of 3 bytes, in place. Any thread may call it.
  void convert(std::span<std::uint8_t> rgb) const;

 private:
  struct Delete {
    void operator()(void* transform) const;
  };
  std::unique_ptr<void, Delete> transform_;
};

// What becomes of a photo with a profile.
struct ProfileUse {
  std::unique_ptr<const ToSrgb> conversion;  // none where the numbers stay as they are
  std::string note;                          // what the user should know; empty for sRGB
};

// Perceptual rendering, as browsers and Pillow's ImageCms do it by default. A profile that moves no
// colour by more than kSameLevels is one of sRGB, of which there are many, and moves none.
[[nodiscard]] ProfileUse use_color_profile(std::span<const std::byte> icc);

inline constexpr int kSameLevels = 2;  // of 255, which nobody sees

}  // namespace vitviz::image
