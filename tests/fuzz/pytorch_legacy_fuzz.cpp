// SPDX-License-Identifier: Apache-2.0
// Any bytes as a file of PyTorch before 1.6.
#include <cstdint>

#include "container_check.h"
#include "torch/pytorch.h"

// NOLINTNEXTLINE(readability-identifier-naming): the name that libFuzzer calls
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  vitviz::fuzz::check_container(torch::parse_pytorch_legacy, std::as_bytes(std::span(data, size)));
  return 0;
}
