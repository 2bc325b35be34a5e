// SPDX-License-Identifier: Apache-2.0
#include "batch/frame_pass.h"

#include <utility>

namespace vitviz::batch {

std::optional<Frame> FramePass::next() {
  const std::lock_guard lock(mutex_);
  if (has_ended_) return std::nullopt;
  has_ended_ = true;  // unless there is a frame, also where reading it fails
  if (most_ > 0 && begun_ == most_) return std::nullopt;
  auto picture = frames_->next();
  if (!picture) return std::nullopt;
  has_ended_ = false;
  return Frame{begun_++, *std::move(picture)};
}

int FramePass::run(const analysis::Crew& crew, const Work& work) {
  analysis::PhotoCrew threads(crew, stop_);
  threads.for_each(static_cast<std::size_t>(crew.photos_at_once),
                   [&](std::size_t, base::ThreadPool& of_frame) {
                     while (auto frame = next()) {
                       if (!work(*std::move(frame), of_frame)) return;
                     }
                   });
  return begun_;
}

}  // namespace vitviz::batch
