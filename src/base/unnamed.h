// SPDX-License-Identifier: Apache-2.0
// What files and folders that appear whole or not at all have in common while they have no name.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>

namespace vitviz::base {

// How the temporary names of a process begin.
[[nodiscard]] std::string start_of_unnamed(std::int64_t process);

// A temporary name in the folder of `target` that this process has not used yet. There may be a
// file of that name all the same, of a process on another machine.
[[nodiscard]] std::filesystem::path unnamed_beside(const std::filesystem::path& target);

// Throws the Error(kOutput) for a target that cannot be written; `error` is the system's number.
[[noreturn]] void fail_to_write(const std::filesystem::path& target, int error);

// Writes all bytes. Throws Error(kOutput) that names `target`.
void write_all(int descriptor, std::span<const std::byte> bytes,
               const std::filesystem::path& target);

// Gives what is called `from` the name `to`. Throws Error(kOutput), also when there is one of that
// name already.
void give_unused_name(const std::filesystem::path& from, const std::filesystem::path& to);

}  // namespace vitviz::base
