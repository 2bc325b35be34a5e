// SPDX-License-Identifier: Apache-2.0
// Any bytes as an annotation of PASCAL VOC: boxes with an area, or an Error(kInput).
#include <cstddef>
#include <cstdint>
#include <span>

#include "base/check.h"
#include "base/error.h"
#include "eval/voc_annotation.h"

// NOLINTNEXTLINE(readability-identifier-naming): the name that libFuzzer calls
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace vitviz;
  try {
    for (const auto& [box, is_hard] :
         eval::parse_voc_boxes(std::as_bytes(std::span(data, size)), "fuzz")) {
      VITVIZ_CHECK(box.right > box.left && box.bottom > box.top);
    }
  } catch (const base::Error& error) {
    if (error.code() != base::ErrorCode::kInput) throw;
  }
  return 0;
}
