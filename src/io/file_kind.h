// SPDX-License-Identifier: Apache-2.0
// Recognises by their first bytes the files that people mistake for a checkpoint.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace vitviz::io {

struct FileKind {
  std::string_view magic;  // the first bytes of every such file
  std::string_view what;   // "a PNG picture"
  std::string_view hint;   // what to do about it
};

// Null when the bytes look like none of the known kinds.
[[nodiscard]] const FileKind* known_file_kind(std::span<const std::byte> bytes);

}  // namespace vitviz::io
