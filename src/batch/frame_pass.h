// SPDX-License-Identifier: Apache-2.0
// One pass over the frames of a video, several of them at once. A thread takes the next frame when
// it is done with its last, so no more frames are in memory than are in work.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "analysis/crew.h"
#include "base/thread_pool.h"
#include "video/frame_source.h"

namespace vitviz::batch {

struct Frame {
  int number = 0;  // from 0, of those that the pass has
  image::RgbImage picture;
};

class FramePass {
 public:
  // Of at most so many frames, where that is not 0.
  FramePass(const video::Clip& clip, const video::FrameChoice& choice, int most,
            const std::stop_token& stop)
      : frames_(video::open_frames(clip, choice, stop)), most_(most), stop_(stop) {}

  // What is done with a frame, with threads of its own. False ends the work of its thread.
  using Work = std::function<bool(Frame frame, base::ThreadPool& threads)>;

  // Returns the number of frames. Throws what `work` throws, Error(kInput) of a broken video, and
  // Stopped.
  int run(const analysis::Crew& crew, const Work& work);

  // What the user should know of the video, in which nothing is missing.
  [[nodiscard]] std::vector<std::string> notes() const { return frames_->notes(); }

 private:
  std::optional<Frame> next();

  std::unique_ptr<video::FrameSource> frames_;
  int most_;
  std::stop_token stop_;
  std::mutex mutex_;  // of the frames
  int begun_ = 0;
  bool has_ended_ = false;
};

}  // namespace vitviz::batch
