// SPDX-License-Identifier: Apache-2.0
// What the frames of a video have in common: the range of each picture's colours, and the colours
// of tokens. With a range of its own each frame would flicker. So some frames, spread evenly over
// the video, are looked at before the first is drawn.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/photo_input.h"
#include "batch/draw_job.h"
#include "batch/file_plan.h"
#include "batch/frame_progress.h"
#include "color/value_range.h"
#include "maps/pca.h"
#include "video/frame_source.h"

namespace vitviz::batch {

// At most as many frames are looked at for ranges, and for the colours of tokens.
inline constexpr int kMostRangeFrames = 64;
inline constexpr int kMostPcaFrames = 16;

struct ClipColors {
  // Of each planned picture, where it shows numbers.
  std::vector<std::optional<color::ValueRange>> ranges;
  std::optional<maps::ColorBasis> pca;
  int frames = 0;  // that were looked at

  // What the user should know of it; empty where nothing was looked at.
  [[nodiscard]] std::string note() const;
};

// A video as it is drawn. What it refers to must outlive it.
struct ClipJob {
  const video::Clip& clip;
  const analysis::Framing& framing;
  const FilePlan& plan;
  const DrawJob& job;
  const FrameObserver& on_frame;

  [[nodiscard]] bool is_upright() const {
    return job.question.orientation == image::Orientation::kUpright;
  }
  // One of so many frames.
  [[nodiscard]] video::FrameChoice frames(int every) const {
    return {is_upright(), every, job.question.color_profile};
  }
};

// Looks at some frames, unless the user gives the range. Throws Error(kInput) of a broken video,
// Error(kModel), and Stopped.
[[nodiscard]] ClipColors find_clip_colors(const ClipJob& clip, int threads);

}  // namespace vitviz::batch
