// SPDX-License-Identifier: Apache-2.0
// The built program and photos for it.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "image/raster.h"
#include "support/run_program.h"

namespace vitviz::test {

[[nodiscard]] std::filesystem::path vitviz_program();

// Runs vitviz in `folder`. Photos are seen small, so that a test takes no time.
[[nodiscard]] ProgramResult run_vitviz(const std::filesystem::path& folder,
                                       const std::vector<std::string>& arguments);

// The same, started as `shell` says (run_program.h).
[[nodiscard]] ProgramResult run_vitviz(const std::filesystem::path& folder,
                                       const std::vector<std::string>& arguments,
                                       const std::string& shell);

// Writes a PNG with a bright disc on a dark ground.
void write_photo(const std::filesystem::path& path, image::Size size = {.width = 60, .height = 40});

// Writes something that is called a photo and is none.
void write_broken_photo(const std::filesystem::path& path);

}  // namespace vitviz::test
