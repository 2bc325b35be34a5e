// SPDX-License-Identifier: Apache-2.0
#include "scoring/score_photos.h"

#include <cstddef>
#include <variant>

#include "base/argument.h"

namespace vitviz::scoring {
namespace {

using Entries = std::vector<eval::PhotoEntry>;

// What came of a photo.
struct Scored {
  Entries entries;
  bool is_known = false;  // from the log
};

void enter(const Entries& entries, std::size_t photo, std::vector<eval::Scoreboard>& boards) {
  for (std::size_t plan = 0; plan < entries.size(); ++plan) {
    if (const auto* score = std::get_if<eval::PhotoScore>(&entries[plan])) {
      boards[plan].enter(photo, *score);
    } else {
      boards[plan].leave_out(photo, std::get<eval::LeftOut>(entries[plan]));
    }
  }
}

}  // namespace

ScoredPhotos score_photos(const Job& job, ScoreFile* log, int threads,
                          analysis::RunEvents& events) {
  const std::vector<eval::Example>& examples = job.data_set.examples;
  ScoredPhotos scored{std::vector(job.plans.size(), eval::Scoreboard(examples.size())),
                      std::nullopt};
  const auto score = [&](std::size_t photo, base::ThreadPool& of_photo,
                         const analysis::BlockObserver& on_block) -> Scored {
    const eval::Example& example = examples[photo];
    if (const Entries* known = log == nullptr ? nullptr : log->find(example.name)) {
      return {*known, true};
    }
    return {score_photo(example, job, of_photo, on_block)};
  };
  const auto take = [&](std::size_t photo, Scored&& result) {
    if (log != nullptr && !result.is_known) log->add(result.entries);
    enter(result.entries, photo, scored.boards);
  };
  const auto leave_out = [&](std::size_t photo, const base::Failure& failure) {
    for (eval::Scoreboard& board : scored.boards) {
      board.leave_out(photo, {examples[photo].name, base::in_words(failure.message)});
    }
  };
  const int blocks = job.plans.front().model().blueprint().blocks * job.passes();
  analysis::PhotoRun<Scored> run(score, take, leave_out, events);
  scored.worst = run.run(examples.size(), blocks, threads, job.stop);
  return scored;
}

}  // namespace vitviz::scoring
