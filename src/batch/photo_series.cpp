// SPDX-License-Identifier: Apache-2.0
#include "batch/photo_series.h"

#include <algorithm>
#include <utility>
#include <variant>

#include "analysis/crew.h"
#include "base/error.h"
#include "base/stopped.h"
#include "base/thread_pool.h"
#include "batch/draw_like_dino.h"
#include "batch/file_plan.h"

namespace vitviz::batch {

PhotoSeries::PhotoSeries(const DrawJob& job, std::vector<Input> inputs, SeriesEvents& events)
    : job_(job),
      inputs_(std::move(inputs)),
      stems_(plan_stems(inputs_, job.output.out)),
      events_(events) {
  if (job.output.coco) {
    check_name(*job.output.coco, job.output.overwrite, job.kept);
    create_folder_for(*job.output.coco);
    coco_.emplace(*job.output.coco, job.output.overwrite);
  }
  // Without leave to replace anything, no photo is in danger.
  if (job.output.overwrite == base::Overwrite::kNever) return;
  for (const Input& input : inputs_) job_.kept.keep(input.path);
}

std::optional<base::ErrorCode> PhotoSeries::run(int threads) {
  const int count = static_cast<int>(inputs_.size());
  events_.on_begin(count);
  analysis::PhotoCrew crew(inputs_.size(), threads, job_.stop);
  survey_first(crew);
  crew.for_each(inputs_.size(),
                [&](std::size_t photo, base::ThreadPool& of_photo) { draw(photo, of_photo); });
  saver_.save();
  if (coco_) coco_->finish();
  events_.on_end(count, failed_);
  return worst_;
}

void PhotoSeries::survey_first(analysis::PhotoCrew& crew) {
  const std::vector<std::size_t> looked_at = photos_to_survey(inputs_.size(), job_);
  if (looked_at.empty()) return;
  events_.on_survey_begin(static_cast<int>(looked_at.size()));
  survey_ = survey(inputs_, looked_at, job_, crew, [&] {
    const std::lock_guard lock(mutex_);
    events_.on_surveyed();
  });
  events_.on_survey_end();
  job_.range = survey_.range;
  if (survey_.pca) job_.pca = &*survey_.pca;
}

void PhotoSeries::draw(std::size_t photo, base::ThreadPool& threads) {
  int blocks = 0;
  const auto on_block = [&] {
    ++blocks;
    const std::lock_guard lock(mutex_);
    events_.on_block();
  };
  PhotoOutcome outcome = outcome_of(photo, threads, on_block);
  {
    const std::lock_guard lock(mutex_);
    events_.on_computed(blocks);
  }
  drawn_.add(static_cast<int>(photo), std::move(outcome));
}

PhotoOutcome PhotoSeries::outcome_of(std::size_t photo, base::ThreadPool& threads,
                                     const analysis::BlockObserver& on_block) const {
  base::stop_if_requested(job_.stop);
  try {
    if (inputs_[photo].error) throw base::Error(*inputs_[photo].error);
    if (job_.output.like_dino) {
      // The files have the same names for every photo, so several need a folder each.
      const std::filesystem::path& stem = stems_[photo];
      const std::filesystem::path folder = inputs_.size() == 1 ? stem.parent_path() : stem;
      return draw_like_dino(inputs_[photo].path, folder, job_, threads, on_block);
    }
    return draw_photo(inputs_[photo].path, stems_[photo], job_, threads, on_block);
  } catch (const base::Stopped&) {
    throw;
  } catch (...) {
    return base::current_failure();
  }
}

void PhotoSeries::tell_of(const PhotoOutcome& outcome) {
  const std::lock_guard lock(mutex_);
  const Input& input = inputs_[told_++];
  if (const auto* results = std::get_if<PhotoResults>(&outcome)) {
    if (coco_) coco_->add(input.path, results->drawn);
    events_.on_drawn(input, results->drawn);
    return;
  }
  const auto& failure = std::get<base::Failure>(outcome);
  events_.on_failed(input, failure);
  worst_ = worst_ ? std::max(*worst_, failure.code) : failure.code;
  ++failed_;
}

}  // namespace vitviz::batch
