// SPDX-License-Identifier: Apache-2.0
// How functions say what is wrong with the photos of a probe.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace vitviz::features {

inline constexpr const char* kLayoutHint =
    "a probe needs a folder with a sub-folder of photos for each class, or a CSV with the columns "
    "path and label";

// Throws Error(kInput) "PLACE: what".
[[noreturn]] void fail_labels(const std::filesystem::path& place, std::string_view what,
                              const std::string& hint = "");

}  // namespace vitviz::features
