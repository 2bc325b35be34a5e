// SPDX-License-Identifier: Apache-2.0
// Folders of small photos, and what a run has left in one.
#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "support/temporary_folder.h"

namespace vitviz::test {

// FOLDER/photos/0.png, 1.png, …, each of another size.
void write_photos(const TemporaryFolder& folder, int photos);

// The results in a folder: all files but the accounts of what is done.
[[nodiscard]] std::map<std::string, std::vector<std::byte>> results_in(
    const std::filesystem::path& folder);

[[nodiscard]] std::vector<std::string> with(std::vector<std::string> words,
                                            const std::vector<std::string>& more);

[[nodiscard]] std::string text_in(const std::filesystem::path& file);

// Its lines without the last columns, which are times.
[[nodiscard]] std::string without_times(const std::string& csv);

}  // namespace vitviz::test
