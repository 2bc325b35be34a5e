// SPDX-License-Identifier: Apache-2.0
// What can be wrong with a data set, and how files of it are looked for.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace vitviz::eval {

// Throws Error(kInput) "PLACE: what".
[[noreturn]] void fail_data_set(const std::filesystem::path& place, std::string_view what,
                                const std::string& hint = "");

// "a, b, c and 4 more": of many names the first, for messages.
[[nodiscard]] std::string some_of(const std::vector<std::string>& names);

// What lies in a folder, by name, without hidden files and folders. Throws Error(kInput) when it
// cannot be read.
[[nodiscard]] std::vector<std::filesystem::path> files_in(const std::filesystem::path& folder);

// All of a file. Throws Error(kInput) when it cannot be read or has more than `limit` bytes.
[[nodiscard]] std::string read_text(const std::filesystem::path& file, std::size_t limit);

}  // namespace vitviz::eval
