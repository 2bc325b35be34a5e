// SPDX-License-Identifier: Apache-2.0
// Any bytes as an .npz archive.
#include <cstdint>

#include "container_check.h"
#include "numpy/npz.h"

// NOLINTNEXTLINE(readability-identifier-naming): the name that libFuzzer calls
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  vitviz::fuzz::check_container(numpy::parse_npz, std::as_bytes(std::span(data, size)));
  return 0;
}
