// SPDX-License-Identifier: Apache-2.0
// Files that appear whole or not at all.
#pragma once

#include <cstddef>
#include <filesystem>
#include <span>

namespace vitviz::base {

enum class Overwrite { kNever, kReplace };

// Writes `bytes` under a temporary name in the same folder, then gives it the name `path`. Another
// program sees either no file (or the old one) or the whole new one; after a failure the temporary
// file is gone.
//
// Throws Error(kOutput) when the file exists and `overwrite` is kNever, when the folder cannot be
// written, or when the disk is full.
void write_file_atomically(const std::filesystem::path& path, std::span<const std::byte> bytes,
                           Overwrite overwrite);

// Throws the Error(kOutput) for a file that must not be replaced.
[[noreturn]] void fail_because_it_exists(const std::filesystem::path& path);

}  // namespace vitviz::base
