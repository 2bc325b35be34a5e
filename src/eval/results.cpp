// SPDX-License-Identifier: Apache-2.0
#include "eval/results.h"

#include <utility>

#include <fmt/format.h>

#include "base/check.h"
#include "base/error.h"
#include "base/text.h"

namespace vitviz::eval {
namespace {

std::string describe(const Bootstrap& bootstrap) {
  return fmt::format("{:g} % by bootstrap over photos, {} resamples, percentiles, seed {}",
                     100.0 * bootstrap.level, bootstrap.resamples, bootstrap.seed);
}

[[noreturn]] void fail_without_scores(const std::vector<LeftOut>& left_out) {
  throw base::Error(base::ErrorCode::kInput, "no photo has a score",
                    left_out.empty() ? ""
                                     : fmt::format("the first is left out because: {}",
                                                   base::printable(left_out.front().reason)));
}

}  // namespace

std::vector<double> scores_of(const Task& task, std::span<const PhotoScore> photos) {
  VITVIZ_CHECK(!photos.empty());
  std::vector<double> means(photos[0].parts.size());
  for (const PhotoScore& photo : photos) {
    VITVIZ_CHECK(photo.parts.size() == means.size());
    VITVIZ_CHECK(photo.values.size() == task.columns.size());
    for (std::size_t p = 0; p < means.size(); ++p) means[p] += photo.parts[p];
  }
  for (double& mean : means) mean /= static_cast<double>(photos.size());
  return task.combine(means);
}

Results summarize(const Task& task, Protocol protocol, const Scoreboard& board,
                  const Bootstrap& bootstrap) {
  Results results{.task = &task,
                  .protocol = std::move(protocol),
                  .scores = {},
                  .photos = board.scores(),
                  .left_out = board.left_out()};
  if (results.photos.empty()) fail_without_scores(results.left_out);
  results.protocol.photos = static_cast<int>(results.photos.size());
  results.protocol.left_out = static_cast<int>(results.left_out.size());
  results.protocol.interval = describe(bootstrap);

  const std::vector<double> values = scores_of(task, results.photos);
  const std::vector<Interval> intervals = bootstrap_intervals(task, results.photos, bootstrap);
  for (std::size_t s = 0; s < values.size(); ++s) {
    results.scores.push_back({values[s], intervals[s]});
  }
  return results;
}

}  // namespace vitviz::eval
