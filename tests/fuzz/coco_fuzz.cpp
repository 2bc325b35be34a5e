// SPDX-License-Identifier: Apache-2.0
// Any bytes as COCO's JSON: photos with boxes whose sides are not negative, or an Error(kInput).
#include <cstddef>
#include <cstdint>
#include <sstream>
#include <string>

#include "base/check.h"
#include "base/error.h"
#include "eval/coco.h"

// NOLINTNEXTLINE(readability-identifier-naming): the name that libFuzzer calls
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace vitviz;
  std::istringstream json(std::string(reinterpret_cast<const char*>(data), size));
  try {
    for (const eval::Example& example : eval::parse_coco(json, "fuzz", "photos")) {
      for (const auto& [box, is_hard] : example.boxes) {
        VITVIZ_CHECK(box.right >= box.left && box.bottom >= box.top);
      }
    }
  } catch (const base::Error& error) {
    if (error.code() != base::ErrorCode::kInput) throw;
  }
  return 0;
}
