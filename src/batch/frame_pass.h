// SPDX-License-Identifier: Apache-2.0
// One pass over the frames of a video, several of them at once. A thread takes the next frame when
// it is done with its last, so no more frames are in memory than are in work.
#pragma once

#include <functional>
#include <mutex>
#include <optional>
#include <stop_token>

#include "analysis/crew.h"
#include "base/thread_pool.h"
#include "video/frame_reader.h"

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
      : reader_(clip, choice, stop), most_(most), stop_(stop) {}

  // What is done with a frame, with threads of its own. False ends the work of its thread.
  using Work = std::function<bool(Frame frame, base::ThreadPool& threads)>;

  // Returns the number of frames. Throws what `work` throws, Error(kInput) of a broken video, and
  // Stopped.
  int run(const analysis::Crew& crew, const Work& work);

  // What ffmpeg says of the video, in which nothing is missing all the same; empty for nothing.
  [[nodiscard]] const std::string& complaint() const { return reader_.complaint(); }

 private:
  std::optional<Frame> next();

  video::FrameReader reader_;
  int most_;
  std::stop_token stop_;
  std::mutex mutex_;  // of the reader
  int begun_ = 0;
  bool has_ended_ = false;
};

}  // namespace vitviz::batch
