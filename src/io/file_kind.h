// SPDX-License-Identifier: Apache-2.0
// Recognises by their bytes the files that people mistake for a checkpoint, and the other
// containers of checkpoints.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace vitviz::io {

struct FileKind {
  std::string_view what;  // "a PNG picture"
  std::string_view hint;  // what to do about it
};

// Null when the bytes of the file look like none of the known kinds.
[[nodiscard]] const FileKind* known_file_kind(std::span<const std::byte> bytes);

// The same by the name, for files whose bytes could be anything.
[[nodiscard]] const FileKind* file_kind_by_name(std::string_view file_name);

// What can still be said of other bytes: that they are a text, or zeros. A checkpoint may begin
// like either, so this comes last.
[[nodiscard]] const FileKind* vague_file_kind(std::span<const std::byte> bytes);

}  // namespace vitviz::io
