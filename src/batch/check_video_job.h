// SPDX-License-Identifier: Apache-2.0
// Whether what a call asks for can be had of videos.
#pragma once

#include <filesystem>

#include "batch/draw_job.h"
#include "batch/file_plan.h"

namespace vitviz::batch {

// Throws Error(kArgument) that names `video` and what it cannot have: text, arrays, DINO's files,
// objects by themselves, or too many results at once.
void check_video_job(const std::filesystem::path& video, const DrawJob& job, const FilePlan& plan);

}  // namespace vitviz::batch
