// SPDX-License-Identifier: Apache-2.0
// What POSIX's pax writes before a member, where its header has no room for it: records of
// "LENGTH KEYWORD=VALUE\n", each with its own length in decimal digits.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace vitviz::archives {

// What is known beside a header, and takes the place of what stands there.
struct MoreOfMember {
  std::optional<std::string> name;
  std::optional<std::string> link;
  std::optional<std::uint64_t> bytes;
  bool is_sparse = false;  // its bytes lie in pieces
};

// Adds the records to `more`; others than these are passed over. False where they are damaged.
[[nodiscard]] bool read_pax_records(std::string_view records, MoreOfMember& more);

}  // namespace vitviz::archives
