// SPDX-License-Identifier: Apache-2.0
// A video file whose header has been read, by ffprobe, or here where it is a WebP.
#pragma once

#include <filesystem>
#include <stop_token>
#include <string>
#include <vector>

#include "video/clip_info.h"
#include "video/ffmpeg_programs.h"
#include "video/video_kind.h"

namespace vitviz::video {

struct Clip {
  std::filesystem::path path;
  VideoKind kind;
  FfmpegPrograms programs;  // none of a WebP
  ClipInfo info;
};

// Throws Error(kInput) when there is no ffmpeg, when the file is no video, and when it is broken;
// Stopped.
[[nodiscard]] Clip probe_clip(const std::filesystem::path& path, const std::stop_token& stop);

// How FFmpeg's programs are told to read the file: by the demuxer that its first bytes ask for, so
// that no playlist passes for a video, and from nowhere but the disk.
[[nodiscard]] std::vector<std::string> input_arguments(const std::filesystem::path& path,
                                                       const VideoKind& kind);

// How FFmpeg's programs are told the name of a file, whatever it looks like.
[[nodiscard]] std::string file_argument(const std::filesystem::path& path);

}  // namespace vitviz::video
