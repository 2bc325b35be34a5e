// SPDX-License-Identifier: Apache-2.0
// How far a video is, while it is drawn.
#pragma once

#include <functional>

namespace vitviz::batch {

struct FrameProgress {
  bool is_first_look = false;  // at a few frames, for what all have in common
  int done = 0;
  int frames = 0;  // in all, as far as it is known; 0 where it is not
};

// Called before the first frame and after each, by several threads but never by two at once.
using FrameObserver = std::function<void(const FrameProgress& progress)>;

}  // namespace vitviz::batch
