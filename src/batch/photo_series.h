// SPDX-License-Identifier: Apache-2.0
// The photos of one call: drawn several at once where there are many, told of in their order.
#pragma once

#include <cstddef>
#include <filesystem>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

#include "base/in_order.h"
#include "batch/coco_file.h"
#include "batch/draw_photo.h"
#include "batch/inputs.h"
#include "batch/result_saver.h"
#include "batch/series_events.h"
#include "batch/survey.h"

namespace vitviz::batch {

class PhotoSeries {
 public:
  // What `job` refers to and `events` must outlive the series.
  PhotoSeries(const DrawJob& job, std::vector<Input> inputs, SeriesEvents& events);

  // Draws every photo. Returns the worst failure of a photo, if there was any. Throws Stopped, and
  // what `events` throws.
  [[nodiscard]] std::optional<base::ErrorCode> run(int threads);

 private:
  // Finds what the photos have in common, before any is drawn.
  void survey_first(analysis::PhotoCrew& crew);
  // Draws a photo. It is told of once all earlier photos are.
  void draw(std::size_t photo, base::ThreadPool& threads);
  [[nodiscard]] PhotoOutcome outcome_of(std::size_t photo, base::ThreadPool& threads,
                                        const analysis::BlockObserver& on_block) const;
  void tell_of(const PhotoOutcome& outcome);

  DrawJob job_;
  std::vector<Input> inputs_;
  std::vector<std::filesystem::path> stems_;
  Survey survey_;

  ResultSaver saver_{[this](const PhotoOutcome& outcome) { tell_of(outcome); }};
  base::InOrder<PhotoOutcome> drawn_{
      [this](PhotoOutcome&& outcome) { saver_.add(std::move(outcome)); }};
  std::optional<CocoFile> coco_;
  std::size_t told_ = 0;
  std::optional<base::ErrorCode> worst_;
  int failed_ = 0;

  std::mutex mutex_;  // of the events
  SeriesEvents& events_;
};

}  // namespace vitviz::batch
