// SPDX-License-Identifier: Apache-2.0
// An animated WebP as a video: what others have ffprobe say of it.
#pragma once

#include <filesystem>
#include <stop_token>

#include "image/webp_animation.h"
#include "video/clip_info.h"

namespace vitviz::video {

// Frames a second are as many as it has, by the time that all are shown. A frame of 10 ms or less
// counts as one of 100 ms, as browsers show it, and a note says so.
[[nodiscard]] ClipInfo webp_clip_info(const image::WebpAnimationFacts& facts);

// The same of a file. Throws Error(kInput), and Stopped.
[[nodiscard]] ClipInfo webp_clip_info(const std::filesystem::path& file,
                                      const std::stop_token& stop);

}  // namespace vitviz::video
