// SPDX-License-Identifier: Apache-2.0
// How videos are drawn, beside what holds for photos as well. Every default is here.
#pragma once

namespace vitviz::batch {

struct ClipOptions {
  int smooth = 1;           // over about so many frames (time_mean.h); 1 is none
  bool frames = false;      // whether results are folders of pictures instead of videos
  bool all_frames = false;  // whether an animation is a video instead of the photo that comes first
};

inline constexpr int kMostSmooth = 1000;

}  // namespace vitviz::batch
