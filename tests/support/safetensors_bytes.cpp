// SPDX-License-Identifier: Apache-2.0
#include "support/safetensors_bytes.h"

#include <doctest/doctest.h>

#include "base/error.h"
#include "safetensors/safetensors.h"

namespace vitviz::test {

std::vector<std::byte> with_length(std::uint64_t length, std::string_view rest) {
  return bytes_of(little_endian(length, 8).append(rest));
}

std::vector<std::byte> safetensors(std::string_view header, std::string_view data) {
  return with_length(header.size(), std::string(header).append(data));
}

std::string refusal(std::span<const std::byte> file) {
  try {
    static_cast<void>(safetensors::parse_safetensors(file, "file"));
  } catch (const base::Error& error) {
    CHECK(error.code() == base::ErrorCode::kModel);
    CHECK_FALSE(error.hint().empty());
    return error.what();
  }
  return "accepted";
}

}  // namespace vitviz::test
