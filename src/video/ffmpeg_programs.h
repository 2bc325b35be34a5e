// SPDX-License-Identifier: Apache-2.0
// Where the programs ffmpeg and ffprobe are. vitviz is not linked to FFmpeg's 70 libraries: it
// costs nothing until a video comes, and a broken video can only crash another process.
#pragma once

#include <filesystem>

namespace vitviz::video {

struct FfmpegPrograms {
  std::filesystem::path ffmpeg;
  std::filesystem::path ffprobe;
};

// $VITVIZ_FFMPEG names ffmpeg, with ffprobe beside it; otherwise both are looked for on PATH.
// Throws Error(kInput) that says what to install so that `video` can be read.
[[nodiscard]] FfmpegPrograms find_ffmpeg(const std::filesystem::path& video);

}  // namespace vitviz::video
