// SPDX-License-Identifier: Apache-2.0
#include "video/ffmpeg_programs.h"

#include <cstdlib>
#include <string>
#include <string_view>
#include <system_error>

#include <fmt/format.h>
#include <unistd.h>

#include "base/error.h"
#include "base/split.h"
#include "base/text.h"

namespace vitviz::video {
namespace {

namespace fs = std::filesystem;

constexpr const char* kVariable = "VITVIZ_FFMPEG";

std::string_view value_of(const char* variable) {
  const char* value = std::getenv(variable);
  return value == nullptr ? std::string_view() : value;
}

bool is_program(const fs::path& file) {
  std::error_code ignored;
  return fs::is_regular_file(file, ignored) && access(file.c_str(), X_OK) == 0;
}

fs::path on_path(const char* program) {
  for (const std::string_view folder : base::split(value_of("PATH"), ':')) {
    const fs::path file = fs::path(folder) / program;
    if (!folder.empty() && is_program(file)) return file;
  }
  return {};
}

[[noreturn]] void fail_without(const std::string& what, const fs::path& video) {
  throw base::Error(
      base::ErrorCode::kInput,
      fmt::format("{}: reading a video needs the programs ffmpeg and ffprobe: {}",
                  base::printable(video.string()), what),
      fmt::format("apt-get install ffmpeg, or set {} to the path of an ffmpeg", kVariable));
}

}  // namespace

FfmpegPrograms find_ffmpeg(const fs::path& video) {
  const fs::path given(value_of(kVariable));
  const FfmpegPrograms found = given.empty()
                                   ? FfmpegPrograms{on_path("ffmpeg"), on_path("ffprobe")}
                                   : FfmpegPrograms{given, given.parent_path() / "ffprobe"};
  if (given.empty() && found.ffmpeg.empty()) fail_without("no ffmpeg is on PATH", video);
  if (given.empty() && found.ffprobe.empty()) fail_without("no ffprobe is on PATH", video);
  for (const fs::path& program : {found.ffmpeg, found.ffprobe}) {
    if (is_program(program)) continue;
    fail_without(fmt::format("{} names {}, which is no program", kVariable,
                             base::printable(program.string())),
                 video);
  }
  return found;
}

}  // namespace vitviz::video
