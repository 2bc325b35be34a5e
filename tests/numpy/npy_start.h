// SPDX-License-Identifier: Apache-2.0
// The bytes before the header of a .npy file.
#pragma once

#include <string>

#include "support/bytes_of.h"

namespace vitviz::test {

// Magic, version and length of the header, which versions from 2 on write with 4 bytes.
[[nodiscard]] inline std::string npy_start(const std::string& header, int version = 1) {
  return std::string("\x93NUMPY") + static_cast<char>(version) + '\0' +
         little_endian(header.size(), version == 1 ? 2 : 4);
}

}  // namespace vitviz::test
