// SPDX-License-Identifier: Apache-2.0
// Any bytes are a photo or an Error(kInput). Seeds: photos, coded and profiles of
// tests/reference/image. libheif and dav1d lose memory where a photo is broken: -detect_leaks=0.
#include <cstddef>
#include <cstdint>
#include <span>

#include "base/error.h"
#include "image/photo.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    static_cast<void>(vitviz::image::decode_photo(std::as_bytes(std::span(data, size)), "fuzz",
                                                  vitviz::image::Orientation::kUpright));
  } catch (const vitviz::base::Error& error) {
    if (error.code() != vitviz::base::ErrorCode::kInput) throw;
  }
  return 0;
}
