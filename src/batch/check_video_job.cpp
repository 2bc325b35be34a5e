// SPDX-License-Identifier: Apache-2.0
#include "batch/check_video_job.h"

#include <string>

#include <fmt/format.h>

#include "base/argument.h"
#include "base/error.h"
#include "base/text.h"
#include "batch/draw_video.h"

namespace vitviz::batch {
namespace {

[[noreturn]] void fail(const std::filesystem::path& video, const std::string& reason,
                       const std::string& hint) {
  throw base::Error(base::ErrorCode::kArgument,
                    fmt::format("{}: {}", base::printable(video.string()), reason), hint);
}

[[noreturn]] void fail_for_photos_only(const std::filesystem::path& video, const char* argument) {
  fail(video, fmt::format("{} is for photos, not for videos", base::argument(argument)),
       "leave it out, or give single frames: ffmpeg -i VIDEO frame%05d.png");
}

}  // namespace

void check_video_job(const std::filesystem::path& video, const DrawJob& job, const FilePlan& plan) {
  for (const views::View* view : job.picture.views) {
    if (view->extent != views::Extent::kScreen) continue;
    fail(video, fmt::format("{} {} cannot be had of a video", base::argument("view"), view->name),
         "choose another view");
  }
  if (job.question.samples.window) fail_for_photos_only(video, "window");
  if (!job.question.samples.channels.empty()) fail_for_photos_only(video, "channels");
  if (job.output.like_dino) fail_for_photos_only(video, "dino");
  if (!job.output.raw.empty()) fail_for_photos_only(video, "raw");
  if (job.output.coco) fail_for_photos_only(video, "coco");
  // An object's number says nothing of where it is in the next frame.
  if (job.picture.objects.separate > 0) fail_for_photos_only(video, "objects");
  if (!job.output.clip.frames && plan.pictures.size() > kMostClipResults) {
    fail(video,
         fmt::format("{} videos at once are too many, at most {} are drawn", plan.pictures.size(),
                     kMostClipResults),
         fmt::format("choose fewer views, blocks or heads, or a sheet of them, or {}",
                     base::argument("frames")));
  }
}

}  // namespace vitviz::batch
