// SPDX-License-Identifier: Apache-2.0
// Frames, one after the other, whoever decodes them.
#pragma once

#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "image/photo.h"
#include "image/raster.h"
#include "video/probe_clip.h"

namespace vitviz::video {

struct FrameChoice {
  bool upright = true;  // turned as the telephone was held
  int every = 1;        // the first of so many frames, and no other
  image::ColorProfile color_profile = image::ColorProfile::kToSrgb;  // of a WebP
};

class FrameSource {
 public:
  FrameSource() = default;
  FrameSource(const FrameSource&) = delete;
  FrameSource& operator=(const FrameSource&) = delete;
  virtual ~FrameSource() = default;

  // The next frame, nothing after the last. Throws Error(kInput) where it cannot be decoded, where
  // there is none at all, and where frames are missing of which the container says that they are
  // there; and Stopped.
  [[nodiscard]] virtual std::optional<image::RgbImage> next() = 0;

  // What the user should know of a video that could be decoded to its end. After the last frame.
  [[nodiscard]] virtual std::vector<std::string> notes() const = 0;
};

// Starts ffmpeg. Throws Error(kInput) when it cannot.
[[nodiscard]] std::unique_ptr<FrameSource> open_ffmpeg_frames(const Clip& clip,
                                                              const FrameChoice& choice,
                                                              const std::stop_token& stop);

// An animated WebP. Throws Error(kInput) when it cannot be read.
[[nodiscard]] std::unique_ptr<FrameSource> open_webp_frames(const Clip& clip,
                                                            const FrameChoice& choice,
                                                            const std::stop_token& stop);

// Whichever of them reads the clip.
[[nodiscard]] std::unique_ptr<FrameSource> open_frames(const Clip& clip, const FrameChoice& choice,
                                                       const std::stop_token& stop);

}  // namespace vitviz::video
