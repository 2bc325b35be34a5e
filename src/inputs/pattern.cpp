// SPDX-License-Identifier: Apache-2.0
#include "inputs/pattern.h"

#include <string>
#include <system_error>

#include <fmt/format.h>
#include <glob.h>

#include "archives/member_path.h"
#include "base/error.h"
#include "base/text.h"

namespace vitviz::inputs {
namespace {

namespace fs = std::filesystem;

// No pattern leads into an archive: there, each name is a member's.
bool is_pattern(const fs::path& argument) {
  std::error_code ignored;
  return argument.string().find_first_of("*?[") != std::string::npos &&
         !fs::exists(fs::symlink_status(argument, ignored)) &&
         archives::file_of(argument) == argument;
}

}  // namespace

std::vector<fs::path> expand_pattern(const fs::path& argument) {
  if (!is_pattern(argument)) return {argument};
  glob_t matches{};
  const int error = glob(argument.c_str(), 0, nullptr, &matches);
  std::vector<fs::path> paths(matches.gl_pathv, matches.gl_pathv + matches.gl_pathc);
  globfree(&matches);
  if (error == 0) return paths;
  throw base::Error(base::ErrorCode::kInput,
                    fmt::format("{}: no file matches", base::printable(argument.string())));
}

}  // namespace vitviz::inputs
