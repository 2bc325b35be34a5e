// SPDX-License-Identifier: Apache-2.0
#include "batch/photo_series.h"

#include <algorithm>
#include <utility>
#include <variant>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unistd.h>

#include "analysis/crew.h"
#include "base/argument.h"
#include "base/error.h"
#include "base/read_ahead.h"
#include "base/stopped.h"
#include "base/thread_pool.h"
#include "batch/draw_like_dino.h"
#include "batch/draw_video.h"
#include "batch/file_plan.h"
#include "batch/resume.h"
#include "video/video_kind.h"

namespace vitviz::batch {
namespace {

std::vector<std::size_t> indexes_of_shard(const std::vector<inputs::Input>& inputs,
                                          const std::optional<inputs::Shard>& shard) {
  std::vector<std::size_t> indexes;
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    if (!shard || inputs::belongs(inputs[i], *shard)) indexes.push_back(i);
  }
  return indexes;
}

// Those of archives of other shards are not known.
std::size_t number_of(const std::vector<inputs::Input>& inputs) {
  const auto is_unlisted = [](const inputs::Input& input) { return input.is_unlisted; };
  return std::any_of(inputs.begin(), inputs.end(), is_unlisted) ? 0 : inputs.size();
}

}  // namespace

PhotoSeries::PhotoSeries(const DrawJob& job, std::vector<inputs::Input> inputs,
                         SeriesEvents& events)
    : job_(job),
      inputs_(std::move(inputs)),
      names_(name_results(inputs_, job.output.out, job.output.name)),
      places_(inputs::places_of(inputs_)),
      chosen_(indexes_of_shard(inputs_, job.output.shard)),
      events_(events) {
  // Without leave to replace anything, no photo is in danger.
  if (job.output.overwrite == base::Overwrite::kNever && !job.output.resume) return;
  for (const inputs::Input& input : inputs_) job_.kept.keep(input.path);
}

std::optional<base::ErrorCode> PhotoSeries::run(int threads) {
  summary_.photos = static_cast<int>(chosen_.size());
  events_.on_begin(summary_.photos);
  analysis::PhotoCrew crew(chosen_.size(), threads, job_.stop);
  try {
    check_pattern();
    survey_first(crew);
    open_account();
    files_.emplace(job_);
    crew.for_each(chosen_.size(),
                  [&](std::size_t index, base::ThreadPool& of_photo) { draw(index, of_photo); });
  } catch (const base::Stopped&) {
    end();
    throw;
  }
  end();
  return worst_;
}

void PhotoSeries::end() {
  saver_.save();
  if (files_) files_->finish(summary_.left_out() == 0);
  summary_.seconds = watch_.seconds();
  events_.on_end(summary_);
}

void PhotoSeries::check_pattern() const {
  if (!job_.output.name || chosen_.empty()) return;
  static_cast<void>(plan_files(names_[chosen_.front()], job_.picture.views, job_.output.raw,
                               job_.selection, job_.picture.objects.separate));
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
  job_.common.range = survey_.range;
  if (survey_.pca) job_.common.pca = &*survey_.pca;
}

void PhotoSeries::open_account() {
  if (!job_.conditions) return;
  const auto file = manifest::manifest_file(job_.output.out, job_.output.shard);
  create_folder_for(file);
  job_.conditions->common = digest_of(survey_);
  account_.emplace(file);
  job_.manifest = &*account_;
  const auto& before = account_->last_run();
  if (job_.output.resume && before && before != job_.conditions) {
    events_.on_note(
        fmt::format("the earlier run was a different one and its photos are drawn anew: {}",
                    fmt::join(manifest::differences(*before, *job_.conditions), ", ")));
  }
  if (job_.output.resume) account_->remove_leftovers();
  account_->add(manifest::RunRecord{.conditions = *job_.conditions,
                                    .process = getpid(),
                                    .photos = chosen_.size(),
                                    .all_photos = number_of(inputs_),
                                    .places = places_.end == inputs_.size() ? 0 : places_.end,
                                    .shard = job_.output.shard});
}

void PhotoSeries::draw(std::size_t index, base::ThreadPool& threads) {
  if (has_ended_) return;
  constexpr std::size_t kAhead = 8;  // as many as are in work at most
  if (index + kAhead < chosen_.size()) base::read_ahead(inputs_[chosen_[index + kAhead]].path);
  int blocks = 0;
  const auto on_block = [&] {
    ++blocks;
    const std::lock_guard lock(mutex_);
    events_.on_block();
  };
  PhotoOutcome outcome = outcome_of(chosen_[index], threads, on_block);
  if (job_.output.stop_on_error && std::holds_alternative<base::Failure>(outcome)) {
    has_ended_ = true;
  }
  {
    const std::lock_guard lock(mutex_);
    events_.on_computed(blocks);
  }
  drawn_.add(static_cast<int>(index), std::move(outcome));
}

PhotoOutcome PhotoSeries::outcome_of(std::size_t photo, base::ThreadPool& threads,
                                     const analysis::BlockObserver& on_block) {
  base::stop_if_requested(job_.stop);
  try {
    if (inputs_[photo].error) throw base::Error(*inputs_[photo].error);
    if (auto record = already_done(inputs_[photo].path, job_)) return *std::move(record);
    return draw_input(photo, threads, on_block);
  } catch (const base::Stopped&) {
    throw;
  } catch (...) {
    return base::current_failure();
  }
}

PhotoResults PhotoSeries::draw_input(std::size_t photo, base::ThreadPool& threads,
                                     const analysis::BlockObserver& on_block) {
  const inputs::Input& input = inputs_[photo];
  if (video::is_video(input.path, job_.output.clip.all_frames)) {
    return draw_video(input.path, names_[photo], job_, threads, [&](const FrameProgress& progress) {
      const std::lock_guard lock(mutex_);
      events_.on_frame(input, progress);
    });
  }
  if (job_.output.like_dino) {
    // The files have the same names for every photo, so several need a folder each.
    const std::filesystem::path& stem = names_[photo].stem();
    const std::filesystem::path folder = inputs_.size() == 1 ? stem.parent_path() : stem;
    return draw_like_dino(input.path, folder, job_, threads, on_block);
  }
  return draw_photo(input.path, names_[photo], job_, threads, on_block);
}

void PhotoSeries::tell_of(const PhotoOutcome& outcome) {
  const std::lock_guard lock(mutex_);
  const inputs::Input& input = inputs_[chosen_[told_]];
  std::visit([&](const auto& of_kind) { tell_of(input, of_kind); }, outcome);
  ++told_;
}

void PhotoSeries::tell_of(const inputs::Input& input, const PhotoResults& results) {
  const DrawnPhoto& drawn = results.drawn;
  const std::string kept = files_->kept_of(drawn);
  if (account_) account_->add(done_record(input.path, place(), drawn, kept, job_));
  files_->add(input.path, kept);
  events_.on_drawn(input, drawn);
  ++summary_.drawn;
}

void PhotoSeries::tell_of(const inputs::Input& input, const base::Failure& failure) {
  if (account_) {
    account_->add(manifest::FailedRecord{name_in_manifest(input.path), place(),
                                         id_of(*job_.conditions), base::in_words(failure.message)});
  }
  files_->add_failed(input.path);
  events_.on_failed(input, failure);
  worst_ = worst_ ? std::max(*worst_, failure.code) : failure.code;
  ++summary_.failed[failure.code];
}

void PhotoSeries::tell_of(const inputs::Input& input, const manifest::DoneRecord& record) {
  manifest::DoneRecord now = record;  // photos may have come before it, or folders changed
  now.at = place();
  now.listed = listed_in_manifest(input.path);
  if (now.at != record.at || now.listed != record.listed) account_->add(now);
  files_->add(input.path, record.kept);
  events_.on_skipped(input);
  ++summary_.skipped;
}

}  // namespace vitviz::batch
