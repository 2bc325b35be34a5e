// SPDX-License-Identifier: Apache-2.0
#include "cli/photo_series.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "base/error.h"
#include "base/stopped.h"
#include "base/thread_pool.h"
#include "cli/draw_like_dino.h"
#include "cli/file_plan.h"
#include "cli/report.h"
#include "screen/as_options.h"
#include "screen/standard_output.h"
#include "screen/terminal.h"

namespace vitviz::cli {
namespace {

constexpr int kMostPhotosAtOnce = 8;
constexpr std::size_t kFewestRounds = 4;  // less, and threads would idle while the last are drawn

screen::Progress::Visibility visibility(const Options& options) {
  return !options.quiet && screen::is_interactive(stderr) ? screen::Progress::Visibility::kShown
                                                          : screen::Progress::Visibility::kHidden;
}

}  // namespace

Crew crew_for(std::size_t photos, int threads) {
  const int per_photo = (threads + kMostPhotosAtOnce - 1) / kMostPhotosAtOnce;
  const int at_once = threads / per_photo;
  const bool worth_it = photos >= kFewestRounds * static_cast<std::size_t>(at_once);
  return worth_it ? Crew{at_once, per_photo} : Crew{1, threads};
}

PhotoSeries::PhotoSeries(const DrawJob& job, const screen::Messages& messages,
                         std::vector<Input> inputs)
    : job_(job),
      messages_(messages),
      inputs_(std::move(inputs)),
      stems_(plan_stems(inputs_, job.options.out)),
      progress_(stderr, "photo", static_cast<int>(inputs_.size()), job.model.blueprint().blocks,
                visibility(job.options)) {}

ExitCode PhotoSeries::run(int threads) {
  const Crew crew = crew_for(inputs_.size(), threads);
  std::deque<base::ThreadPool> pools;  // one for each photo that is being drawn
  for (int i = 0; i < crew.photos_at_once; ++i) pools.emplace_back(crew.threads_per_photo);
  base::ThreadPool photos(crew.photos_at_once);
  survey_first(photos, pools);
  photos.parallel_for(static_cast<int>(inputs_.size()), [&](int photo, int worker) {
    draw(static_cast<std::size_t>(photo), pools[static_cast<std::size_t>(worker)]);
  });
  summarize();
  return worst_;
}

void PhotoSeries::survey_first(base::ThreadPool& photos, std::deque<base::ThreadPool>& pools) {
  const std::vector<std::size_t> looked_at = photos_to_survey(inputs_.size(), job_.options);
  if (looked_at.empty()) return;
  screen::Progress progress(stderr, "first look", static_cast<int>(looked_at.size()), 1,
                            visibility(job_.options));
  survey_ = survey(inputs_, looked_at, job_, photos, pools, [&] {
    const std::lock_guard lock(mutex_);
    progress.finish_photo(0);
  });
  job_.range = survey_.range;
  if (survey_.pca) job_.pca = &*survey_.pca;
}

void PhotoSeries::draw(std::size_t photo, base::ThreadPool& threads) {
  int blocks = 0;
  const auto on_block = [&] {
    ++blocks;
    const std::lock_guard lock(mutex_);
    progress_.finish_block();
  };
  Outcome outcome = outcome_of(photo, threads, on_block);

  const std::lock_guard lock(mutex_);
  progress_.finish_photo(blocks);
  waiting_.emplace(photo, std::move(outcome));
  report_those_due();
}

PhotoSeries::Outcome PhotoSeries::outcome_of(std::size_t photo, base::ThreadPool& threads,
                                             const BlockObserver& on_block) const {
  base::stop_if_requested(job_.stop);
  try {
    if (inputs_[photo].error) throw base::Error(*inputs_[photo].error);
    if (job_.options.like_dino) {
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

void PhotoSeries::report_those_due() {
  for (auto next = waiting_.find(reported_); next != waiting_.end();
       next = waiting_.find(reported_)) {
    progress_.clear();
    std::visit([&](const auto& outcome) { report(inputs_[reported_], outcome); }, next->second);
    waiting_.erase(next);
    ++reported_;
  }
}

void PhotoSeries::report(const Input& input, const DrawnPhoto& drawn) {
  screen::write_to_stdout(job_.options.json
                              ? json_of(input.path, drawn, job_.model.blueprint(), job_.selection)
                              : drawn.shown + paths_of(drawn));
}

void PhotoSeries::report(const Input& input, const base::Failure& failure) {
  messages_.error(failure);
  const base::Failure told{failure.code, screen::as_options(failure.message),
                           screen::as_options(failure.hint)};
  if (job_.options.json) screen::write_to_stdout(json_of(input.path, told));
  worst_ = worst(worst_, exit_code_of(failure.code));
  ++failed_;
}

void PhotoSeries::summarize() const {
  if (failed_ == 0 || inputs_.size() == 1 || job_.options.quiet) return;
  messages_.line(fmt::format("vitviz: {} of {} photos failed", failed_, inputs_.size()));
}

}  // namespace vitviz::cli
