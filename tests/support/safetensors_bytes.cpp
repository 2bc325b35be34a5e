// SPDX-License-Identifier: Apache-2.0
#include "support/safetensors_bytes.h"

#include <doctest/doctest.h>

#include "base/error.h"
#include "safetensors/safetensors.h"

namespace vitviz::test {

std::vector<std::byte> bytes_of(std::string_view text) {
  const auto bytes = std::as_bytes(std::span(text));
  return {bytes.begin(), bytes.end()};
}

std::vector<std::byte> with_length(std::uint64_t length, std::string_view rest) {
  std::string file;
  for (int shift = 0; shift < 64; shift += 8) file += static_cast<char>((length >> shift) & 0xFF);
  return bytes_of(file.append(rest));
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
