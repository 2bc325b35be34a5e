// SPDX-License-Identifier: Apache-2.0
// Any bytes are either refused with a base::Error or give tensors that lie within them.
#include <cstddef>
#include <cstdint>
#include <span>

#include "base/check.h"
#include "base/error.h"
#include "safetensors/safetensors.h"

namespace {

void check_within(const vitviz::io::StoredTensor& tensor, std::span<const std::byte> file) {
  VITVIZ_CHECK(vitviz::io::stored_bytes(tensor.shape, tensor.type) == tensor.bytes.size());
  VITVIZ_CHECK(tensor.bytes.read().data() >= file.data());
  VITVIZ_CHECK(tensor.bytes.read().data() + tensor.bytes.size() <= file.data() + file.size());
}

}  // namespace

// NOLINTNEXTLINE(readability-identifier-naming): the name that libFuzzer calls
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::span<const std::byte> file = std::as_bytes(std::span(data, size));
  try {
    const auto checkpoint = safetensors::parse_safetensors(file, "input");
    std::size_t total = 0;
    for (const auto& [name, tensor] : checkpoint.tensors) {
      check_within(tensor, file);
      total += tensor.bytes.size();
    }
    VITVIZ_CHECK(total < size);
  } catch (const vitviz::base::Error&) {
    return 0;
  }
  return 0;
}
