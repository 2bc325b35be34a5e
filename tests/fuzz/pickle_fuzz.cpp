// SPDX-License-Identifier: Apache-2.0
// Any bytes are either refused with a base::Error or give values that can be walked for tensors.
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "base/error.h"
#include "torch/pickled_checkpoint.h"

// NOLINTNEXTLINE(readability-identifier-naming): the name that libFuzzer calls
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const std::array<std::byte, 256> storage = {};
  const auto storage_bytes = [](const torch::PickledStorage& described) {
    return torch::view_of(described, storage, "input");
  };
  try {
    vitviz::io::ByteCursor cursor(std::as_bytes(std::span(data, size)), "input");
    const auto pickle = torch::parse_pickle(cursor, "input");
    vitviz::io::Checkpoint checkpoint;
    checkpoint.name = "input";
    torch::UnpackedBytes unpacked(checkpoint.unpacked, 1 << 16, checkpoint.name);
    torch::collect_pickled(*pickle.root, storage_bytes, unpacked, checkpoint);
  } catch (const vitviz::base::Error&) {
    return 0;
  }
  return 0;
}
