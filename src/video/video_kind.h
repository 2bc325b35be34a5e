// SPDX-License-Identifier: Apache-2.0
// Which files are videos, by their first bytes: file names lie.
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <span>
#include <string_view>

namespace vitviz::video {

// As many bytes from the start of a file as video_kind() looks at.
inline constexpr std::size_t kHeadBytes = 400;

// For the texts that say what can be given.
inline constexpr std::string_view kVideoFormats = "MP4, MOV, MKV, WebM, AVI, MPEG, Ogg, FLV, WMV";

struct VideoKind {
  std::string_view demuxer;   // ffmpeg's name for it, where it reads it
  bool is_animation = false;  // a GIF or WebP, which is a photo as well
  bool is_webp = false;       // which ffmpeg does not read
};

// Nothing for what is no video.
[[nodiscard]] std::optional<VideoKind> video_kind(std::span<const std::byte> head);

// The same of a file; nothing also for what is no regular file or cannot be read. What comes out of
// a pipe comes only once, so pipes are not looked at.
[[nodiscard]] std::optional<VideoKind> video_kind_of(const std::filesystem::path& file);

// Whether a file is drawn as a video: an animation only where all its frames are asked for.
[[nodiscard]] bool is_video(const std::filesystem::path& file, bool animations_too);

}  // namespace vitviz::video
