// SPDX-License-Identifier: Apache-2.0
// Most photos with an ICC profile have one of sRGB, by one of many makers. It is known by its
// numbers in a microsecond; what lcms2 computes of any profile takes milliseconds.
//
// A profile is a header of 128 bytes, the number of its tags, and for each a name, a place and a
// length (4 bytes each); all numbers are big-endian, and fractions have 16 bits behind the point.
#pragma once

#include <cstddef>
#include <span>

namespace vitviz::image {

// Whether these are the primaries and the curve of sRGB, but for what nobody sees, and nothing
// else. A profile that is broken, or says the same in another way, is none.
[[nodiscard]] bool is_srgb_profile(std::span<const std::byte> icc);

}  // namespace vitviz::image
