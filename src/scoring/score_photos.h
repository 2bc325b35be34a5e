// SPDX-License-Identifier: Apache-2.0
// All photos of a data set → their scores, several at once.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/failure.h"
#include "eval/scoreboard.h"
#include "scoring/score_file.h"
#include "scoring/score_photo.h"

namespace vitviz::scoring {

// What is reported on the way. Never two at once, though from several threads. What a listener
// throws ends the run.
class Events {
 public:
  Events() = default;
  Events(const Events&) = delete;
  Events& operator=(const Events&) = delete;
  virtual ~Events() = default;

  virtual void on_begin(int photos, int blocks) = 0;  // `blocks` of all passes of a photo
  virtual void on_block() = 0;                        // of any photo
  virtual void on_computed(int blocks) = 0;           // a photo: so many blocks were finished
  // In the order of the photos: one that has no score because something is wrong.
  virtual void on_failed(const eval::Example& example, const base::Failure& failure) = 0;
  virtual void on_end(int photos, int failed) = 0;
};

struct ScoredPhotos {
  std::vector<eval::Scoreboard> boards;  // one for each plan
  std::optional<base::ErrorCode> worst;  // of the photos that failed
};

// Scores every photo that `log` does not have already, and adds it there; those that fail are left
// out, and tried again by the next run. Without a log it is null. The scores are the same for any
// number of threads. Throws Stopped, Error(kOutput) when the log cannot be written, and what
// `events` throws.
[[nodiscard]] ScoredPhotos score_photos(const Job& job, ScoreFile* log, int threads,
                                        Events& events);

}  // namespace vitviz::scoring
