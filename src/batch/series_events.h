// SPDX-License-Identifier: Apache-2.0
// What a series of photos tells while it runs, for whoever shows it: the terminal, or another
// program. Never two at once, though from several threads. What a listener throws ends the series.
#pragma once

#include "base/failure.h"
#include "batch/draw_photo.h"
#include "batch/inputs.h"

namespace vitviz::batch {

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

  virtual void on_block() = 0;               // of any photo
  virtual void on_computed(int blocks) = 0;  // a photo: so many of its blocks were finished

  // In the order of the inputs, as soon as those before are there.
  virtual void on_drawn(const Input& input, const DrawnPhoto& drawn) = 0;
  virtual void on_failed(const Input& input, const base::Failure& failure) = 0;

  virtual void on_end(int photos, int failed) = 0;
};

}  // namespace vitviz::batch
