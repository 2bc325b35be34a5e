// SPDX-License-Identifier: Apache-2.0
// What a series of photos reports while it runs, to whatever shows it: the terminal, or another
// program. Never two at once, though from several threads. What a listener throws ends the series.
#pragma once

#include <map>
#include <numeric>
#include <string>

#include "base/failure.h"
#include "batch/draw_photo.h"
#include "batch/frame_progress.h"
#include "inputs/find_photos.h"

namespace vitviz::batch {

struct SeriesSummary {
  int photos = 0;  // in all
  int drawn = 0;
  int skipped = 0;
  std::map<base::ErrorCode, int> failed = {};  // for each reason
  double seconds = 0;

  [[nodiscard]] int failures() const {
    return std::accumulate(failed.begin(), failed.end(), 0,
                           [](int sum, const auto& reason) { return sum + reason.second; });
  }
  [[nodiscard]] int left_out() const { return photos - drawn - skipped - failures(); }
};

class SeriesEvents {
 public:
  SeriesEvents() = default;
  SeriesEvents(const SeriesEvents&) = delete;
  SeriesEvents& operator=(const SeriesEvents&) = delete;
  virtual ~SeriesEvents() = default;

  virtual void on_begin(int photos) = 0;

  // Where photos have something in common: so many of them are looked at first (survey.h).
  virtual void on_survey_begin(int photos) = 0;
  virtual void on_surveyed() = 0;
  virtual void on_survey_end() = 0;

  virtual void on_block() = 0;  // of any photo
  virtual void on_frame(const inputs::Input& input, const FrameProgress& progress) = 0;
  virtual void on_computed(int blocks) = 0;  // a photo: so many of its blocks were finished

  // What the user should know of the run as a whole.
  virtual void on_note(const std::string& note) = 0;

  // In the order of the inputs, as soon as those before are there.
  virtual void on_drawn(const inputs::Input& input, const DrawnPhoto& drawn) = 0;
  virtual void on_failed(const inputs::Input& input, const base::Failure& failure) = 0;
  virtual void on_skipped(const inputs::Input& input) = 0;  // an earlier run has done it

  // Last, also where the run was broken off.
  virtual void on_end(const SeriesSummary& summary) = 0;
};

}  // namespace vitviz::batch
