// SPDX-License-Identifier: Apache-2.0
// Safetensors files made by hand, right and wrong.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "support/bytes_of.h"

namespace vitviz::test {

// A file whose first 8 bytes say `length`, then `rest`.
[[nodiscard]] std::vector<std::byte> with_length(std::uint64_t length, std::string_view rest);

// A file with an honest length: `header`, then `data`.
[[nodiscard]] std::vector<std::byte> safetensors(std::string_view header, std::string_view data);

// The message of the Error(kModel) that parsing the bytes under the name "file" must throw;
// "accepted" when it throws none. Checks that there is a hint.
[[nodiscard]] std::string refusal(std::span<const std::byte> file);

}  // namespace vitviz::test
