// SPDX-License-Identifier: Apache-2.0
// The frames of a video, decoded by ffmpeg, one after the other.
#pragma once

#include <optional>
#include <stop_token>
#include <string>

#include "image/raster.h"
#include "video/child_process.h"
#include "video/probe_clip.h"

namespace vitviz::video {

struct FrameChoice {
  bool upright = true;  // turned as the telephone was held
  int every = 1;        // the first of so many frames, and no other
};

class FrameReader {
 public:
  // Starts ffmpeg. Throws Error(kInput) when it cannot.
  FrameReader(const Clip& clip, const FrameChoice& choice, const std::stop_token& stop);

  // The next frame, nothing after the last. Throws Error(kInput) where ffmpeg fails, where there is
  // none at all, and where frames are missing of which the container says that they are there; and
  // Stopped.
  [[nodiscard]] std::optional<image::RgbImage> next();

  // What ffmpeg says of a video that it could decode to its end all the same; empty for nothing.
  // After the last frame.
  [[nodiscard]] const std::string& complaint() const { return complaint_; }

 private:
  void end(bool is_cut_off);

  std::string name_;
  image::Size size_;
  int promised_ = 0;  // frames
  int read_ = 0;
  ChildProcess ffmpeg_;
  std::string complaint_;
};

}  // namespace vitviz::video
