// SPDX-License-Identifier: Apache-2.0
// The scores of a data set, with everything that belongs to them.
#pragma once

#include <span>
#include <vector>

#include "eval/bootstrap.h"
#include "eval/photo_score.h"
#include "eval/protocol.h"
#include "eval/scoreboard.h"
#include "eval/task.h"

namespace vitviz::eval {

struct DataSetScore {
  double value = 0.0;
  Interval interval;
};

struct Results {
  const Task* task = nullptr;
  Protocol protocol;
  std::vector<DataSetScore> scores;  // one for each of the task's
  std::vector<PhotoScore> photos;
  std::vector<LeftOut> left_out;
};

// Throws Error(kInput) when no photo has a score.
[[nodiscard]] Results summarize(const Task& task, Protocol protocol, const Scoreboard& board,
                                const Bootstrap& bootstrap = {});

// The scores of some photos. Requires: a photo.
[[nodiscard]] std::vector<double> scores_of(const Task& task, std::span<const PhotoScore> photos);

}  // namespace vitviz::eval
