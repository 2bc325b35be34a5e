// SPDX-License-Identifier: Apache-2.0
// ZIP archives of stored entries made by hand, right and wrong.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace vitviz::test {

// An entry of the directory, and the file it stands for. What is not given is true.
struct ZipPart {
  static constexpr std::int64_t kTrue = -1;

  std::string name;
  std::string content;
  std::int64_t checksum = kTrue;
  std::int64_t size = kTrue;    // as the directory says
  std::int64_t offset = kTrue;  // of the entry, as the directory says
};

[[nodiscard]] std::vector<std::byte> zip(const std::vector<ZipPart>& parts);

}  // namespace vitviz::test
