// SPDX-License-Identifier: Apache-2.0
// Any bytes as a GGUF model.
#include <cstdint>

#include "container_check.h"
#include "gguf/gguf.h"

// NOLINTNEXTLINE(readability-identifier-naming): the name that libFuzzer calls
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  vitviz::fuzz::check_container(gguf::parse_gguf, std::as_bytes(std::span(data, size)));
  return 0;
}
