// SPDX-License-Identifier: Apache-2.0
// Any bytes are labels or an Error(kInput). Seeds: tests/reference/image/labels.
#include <cstddef>
#include <cstdint>
#include <span>

#include "base/error.h"
#include "image/label_png.h"

// NOLINTNEXTLINE(readability-identifier-naming): the name that libFuzzer calls
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    static_cast<void>(
        vitviz::image::decode_label_png(std::as_bytes(std::span(data, size)), "fuzz"));
  } catch (const vitviz::base::Error& error) {
    if (error.code() != vitviz::base::ErrorCode::kInput) throw;
  }
  return 0;
}
