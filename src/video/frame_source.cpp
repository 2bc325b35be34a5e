// SPDX-License-Identifier: Apache-2.0
#include "video/frame_source.h"

namespace vitviz::video {

std::unique_ptr<FrameSource> open_frames(const Clip& clip, const FrameChoice& choice,
                                         const std::stop_token& stop) {
  return clip.kind.is_webp ? open_webp_frames(clip, choice, stop)
                           : open_ffmpeg_frames(clip, choice, stop);
}

}  // namespace vitviz::video
