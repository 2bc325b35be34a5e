// SPDX-License-Identifier: Apache-2.0
// All photos of a data set → their scores, several at once.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/photo_run.h"
#include "base/error.h"
#include "eval/scoreboard.h"
#include "scoring/score_file.h"
#include "scoring/score_photo.h"

namespace vitviz::scoring {

struct ScoredPhotos {
  std::vector<eval::Scoreboard> boards;  // one for each plan
  std::optional<base::ErrorCode> worst;  // of the photos that failed
};

// Scores every photo that `log` does not have already, and adds it there; those that fail are left
// out, and tried again by the next run. Without a log it is null. The scores are the same for any
// number of threads. Throws Stopped, Error(kOutput) when the log cannot be written, and what
// `events` throws.
[[nodiscard]] ScoredPhotos score_photos(const Job& job, ScoreFile* log, int threads,
                                        analysis::RunEvents& events);

}  // namespace vitviz::scoring
