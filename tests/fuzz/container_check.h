// SPDX-License-Identifier: Apache-2.0
// What must hold for a checkpoint that a fuzzer's bytes gave, whatever its container.
#pragma once

#include <cstddef>
#include <span>

#include "base/check.h"
#include "base/error.h"
#include "io/checkpoint.h"

namespace vitviz::fuzz {

// Parses the bytes: a base::Error, or tensors of their sizes whose bytes are there.
template <typename Parse>
void check_container(Parse parse, std::span<const std::byte> file) {
  try {
    const io::Checkpoint checkpoint = parse(file, "input");
    unsigned sum = 0;
    for (const auto& [name, tensor] : checkpoint.tensors) {
      VITVIZ_CHECK(io::stored_bytes(tensor.shape, tensor.type) == tensor.bytes.size());
      // The sanitizers see whether the ends of the tensor are there.
      if (tensor.bytes.empty()) continue;
      const io::ReadBytes bytes = tensor.bytes.read();
      sum += std::to_integer<unsigned>(bytes.front()) + std::to_integer<unsigned>(bytes.back());
    }
    VITVIZ_CHECK(sum <= 2 * 255 * checkpoint.tensors.size());
  } catch (const base::Error&) {
    return;
  }
}

}  // namespace vitviz::fuzz
