// SPDX-License-Identifier: Apache-2.0
// Any bytes as a config.json: refused with a base::Error, or a table within its limits.
#include <cstdint>

#include "base/check.h"
#include "base/error.h"
#include "io/flat_json.h"

// NOLINTNEXTLINE(readability-identifier-naming): the name that libFuzzer calls
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace vitviz;
  try {
    const auto table = io::parse_flat_json(std::as_bytes(std::span(data, size)), "input");
    VITVIZ_CHECK(table.size() <= io::kMaxJsonEntries);
    for (const auto& [key, value] : table) {
      VITVIZ_CHECK(key.size() <= io::kMaxJsonPathBytes);
      VITVIZ_CHECK(value.size() <= io::kMaxJsonValueBytes);
    }
  } catch (const base::Error&) {
    return 0;
  }
  return 0;
}
