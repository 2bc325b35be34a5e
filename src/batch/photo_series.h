// SPDX-License-Identifier: Apache-2.0
// The photos of one call: drawn several at once where there are many, told of in their order.
#pragma once

#include <atomic>
#include <cstddef>
#include <filesystem>
#include <mutex>
#include <optional>
#include <vector>

#include "base/in_order.h"
#include "base/stopwatch.h"
#include "batch/draw_photo.h"
#include "batch/result_saver.h"
#include "batch/series_events.h"
#include "batch/series_files.h"
#include "batch/survey.h"
#include "inputs/choice.h"
#include "inputs/places.h"

namespace vitviz::batch {

class PhotoSeries {
 public:
  // `inputs` are all photos of the call; those of the job's shard are drawn. What `job` refers to
  // and `events` must outlive the series.
  PhotoSeries(const DrawJob& job, std::vector<inputs::Input> inputs, SeriesEvents& events);

  // Draws every photo. Returns the worst failure of a photo, if there was any. Throws Stopped, and
  // what `events` throws.
  [[nodiscard]] std::optional<base::ErrorCode> run(int threads);

 private:
  // A pattern that does not tell the results of a photo apart is refused once, not for each photo.
  void check_pattern() const;
  // Finds what the photos have in common, before any is drawn.
  void survey_first(analysis::PhotoCrew& crew);
  // Opens the account of what is done, where one is kept.
  void open_account();
  // Draws a photo. It is told of once all earlier photos are.
  void draw(std::size_t index, base::ThreadPool& threads);
  [[nodiscard]] PhotoOutcome outcome_of(std::size_t photo, base::ThreadPool& threads,
                                        const analysis::BlockObserver& on_block);
  [[nodiscard]] PhotoResults draw_input(std::size_t photo, base::ThreadPool& threads,
                                        const analysis::BlockObserver& on_block);
  void tell_of(const PhotoOutcome& outcome);
  void tell_of(const inputs::Input& input, const PhotoResults& results);
  void tell_of(const inputs::Input& input, const base::Failure& failure);
  void tell_of(const inputs::Input& input, const manifest::DoneRecord& record);
  // Of the photo that is told of next.
  [[nodiscard]] std::size_t place() const { return places_.of_inputs[chosen_[told_]]; }
  void end();

  DrawJob job_;
  std::vector<inputs::Input> inputs_;
  std::vector<ResultName> names_;
  inputs::Places places_;            // of the inputs among those of all shards
  std::vector<std::size_t> chosen_;  // the inputs of the shard
  Survey survey_;
  std::optional<manifest::Manifest> account_;
  std::optional<SeriesFiles> files_;

  ResultSaver saver_{[this](const PhotoOutcome& outcome) { tell_of(outcome); },
                     [this] {
                       if (account_) account_->save();
                     }};
  base::InOrder<PhotoOutcome> drawn_{
      [this](PhotoOutcome&& outcome) { saver_.add(std::move(outcome)); }};
  std::size_t told_ = 0;
  std::atomic<bool> has_ended_ = false;  // after a photo that failed
  std::optional<base::ErrorCode> worst_;
  SeriesSummary summary_;
  base::Stopwatch watch_;

  std::mutex mutex_;  // of the events
  SeriesEvents& events_;
};

}  // namespace vitviz::batch
