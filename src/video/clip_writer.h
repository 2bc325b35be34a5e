// SPDX-License-Identifier: Apache-2.0
// Pictures → a video file that browsers and telephones play: H.264 in MP4, encoded by ffmpeg.
#pragma once

#include <filesystem>
#include <optional>
#include <stop_token>

#include "base/atomic_file.h"
#include "image/raster.h"
#include "video/child_process.h"
#include "video/probe_clip.h"

namespace vitviz::video {

class ClipWriter {
 public:
  // Begins a video of pictures of this size, with the frame rate and the sound of `source`. H.264
  // has even sides: an odd one gets its last row or column once more. Throws Error(kOutput) when
  // the file cannot be begun.
  ClipWriter(const std::filesystem::path& target, image::Size size, const Clip& source,
             const std::stop_token& stop);

  // The next frame. Where its size is another, it is cut, or its edge goes on. Throws
  // Error(kOutput) when ffmpeg fails, and Stopped.
  void add(const image::RgbImage& picture);

  // All frames are there: the file is complete, and has no name yet. Throws as add() does. Called
  // once.
  [[nodiscard]] base::UnnamedFile finish();

 private:
  [[noreturn]] void fail() const;

  base::UnnamedFile file_;
  image::RgbImage frame_;  // of even sides
  ChildProcess ffmpeg_;
};

}  // namespace vitviz::video
