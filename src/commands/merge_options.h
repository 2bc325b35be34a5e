// SPDX-License-Identifier: Apache-2.0
// The command line of `vitviz merge [OPTIONS] OUT...`.
#pragma once

#include <filesystem>
#include <variant>
#include <vector>

#include "batch/merged_files.h"
#include "options/option_form.h"
#include "screen/terminal.h"

namespace vitviz::commands {

struct MergeOptions {
  std::vector<std::filesystem::path> outs;
  batch::MergeWish wish;  // its folder is the first of them
  bool quiet = false;     // errors only
  screen::ColorWhen color = screen::ColorWhen::kAuto;
};

// argv[0] is "merge". Throws UsageError.
[[nodiscard]] std::variant<MergeOptions, options::Answer> parse_merge_arguments(
    int argc, const char* const* argv);

}  // namespace vitviz::commands
