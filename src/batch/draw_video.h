// SPDX-License-Identifier: Apache-2.0
// One video, from its file to a video for each of its results, or to a folder of pictures.
//
// Each frame is drawn as a photo is, but in colours that all frames have in common
// (clip_colors.h); frames keep their order, number and rate, and the video its sound.
#pragma once

#include <filesystem>

#include "base/thread_pool.h"
#include "batch/draw_job.h"
#include "batch/draw_photo.h"
#include "batch/frame_progress.h"
#include "batch/result_name.h"

namespace vitviz::batch {

// Each result is encoded by a process of its own.
inline constexpr std::size_t kMostClipResults = 16;

// Several frames at once where there are threads for it; the results do not depend on how many.
//
// Throws Error(kInput) when the video cannot be read, or there is no ffmpeg; Error(kArgument) when
// the job has results that videos have not; otherwise as draw_photo() does.
[[nodiscard]] PhotoResults draw_video(const std::filesystem::path& video, const ResultName& name,
                                      const DrawJob& job, base::ThreadPool& threads,
                                      const FrameObserver& on_frame);

}  // namespace vitviz::batch
