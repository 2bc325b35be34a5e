// SPDX-License-Identifier: Apache-2.0
// The photos of one call: drawn several at once where there are many, told of in their order.
#pragma once

#include <cstddef>
#include <deque>
#include <filesystem>
#include <map>
#include <mutex>
#include <optional>
#include <variant>
#include <vector>

#include "base/failure.h"
#include "batch/draw_photo.h"
#include "batch/inputs.h"
#include "batch/series_events.h"
#include "batch/survey.h"

namespace vitviz::batch {

// How the threads are shared out among photos.
struct Crew {
  int photos_at_once = 1;
  int threads_per_photo = 1;
};

// A photo by itself is soonest done by all threads together. Of many photos each is better drawn by
// a thread of its own, which waits for no other; but no more than eight at once, because each takes
// the memory of a decoded photo and a forward pass.
[[nodiscard]] Crew crew_for(std::size_t photos, int threads);

class PhotoSeries {
 public:
  // What `job` refers to and `events` must outlive the series.
  PhotoSeries(const DrawJob& job, std::vector<Input> inputs, SeriesEvents& events);

  // Draws every photo. Returns the worst failure of a photo, if there was any. Throws Stopped, and
  // what `events` throws.
  [[nodiscard]] std::optional<base::ErrorCode> run(int threads);

 private:
  using Outcome = std::variant<DrawnPhoto, base::Failure>;

  // Finds what the photos have in common, before any is drawn.
  void survey_first(base::ThreadPool& photos, std::deque<base::ThreadPool>& pools);
  // Draws a photo and tells of it, or leaves that to the one who draws the last photo before it.
  void draw(std::size_t photo, base::ThreadPool& threads);
  [[nodiscard]] Outcome outcome_of(std::size_t photo, base::ThreadPool& threads,
                                   const analysis::BlockObserver& on_block) const;
  void tell_of_those_due();
  void tell_of(const Input& input, const DrawnPhoto& drawn);
  void tell_of(const Input& input, const base::Failure& failure);

  DrawJob job_;
  std::vector<Input> inputs_;
  std::vector<std::filesystem::path> stems_;
  Survey survey_;

  std::mutex mutex_;  // guards all below
  SeriesEvents& events_;
  std::map<std::size_t, Outcome> waiting_;  // for photos before them
  std::size_t told_ = 0;
  std::optional<base::ErrorCode> worst_;
  int failed_ = 0;
};

}  // namespace vitviz::batch
