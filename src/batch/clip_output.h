// SPDX-License-Identifier: Apache-2.0
// Where the pictures of a video's frames go: into a video, or a folder of files, for each result.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>

#include "batch/clip_colors.h"
#include "batch/result_files.h"
#include "image/raster.h"
#include "views/view.h"

namespace vitviz::batch {

// Results are counted from 0, in the order of the planned pictures, and so are frames.
class ClipOutput {
 public:
  ClipOutput() = default;
  ClipOutput(const ClipOutput&) = delete;
  ClipOutput& operator=(const ClipOutput&) = delete;
  virtual ~ClipOutput() = default;

  // Draws the picture of a frame; several threads may, in any order. Returns what has to wait for
  // the frame's turn; nothing where it is written already. Throws Error(kOutput).
  [[nodiscard]] virtual std::optional<image::RgbImage> draw(std::size_t result, int frame,
                                                            const views::Picture& picture) = 0;

  // What has waited, in the order of the frames. Throws Error(kOutput), and Stopped.
  virtual void add(std::size_t result, const image::RgbImage& picture) = 0;

  // All frames are there: the results are complete, and have no names yet. Throws as add() does.
  // Called once.
  [[nodiscard]] virtual ResultFiles finish() = 0;
};

// `clip` must outlive it. Throws Error(kOutput).
[[nodiscard]] std::unique_ptr<ClipOutput> open_output(const ClipJob& clip);

}  // namespace vitviz::batch
