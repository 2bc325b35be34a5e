// SPDX-License-Identifier: Apache-2.0
#include "scoring/score_photos.h"

#include <algorithm>
#include <cstddef>
#include <mutex>
#include <utility>
#include <variant>

#include "analysis/crew.h"
#include "base/argument.h"
#include "base/in_order.h"
#include "base/stopped.h"

namespace vitviz::scoring {
namespace {

using Entries = std::vector<eval::PhotoEntry>;

// Of one photo.
struct Outcome {
  std::variant<Entries, base::Failure> result;
  bool is_known = false;  // from the log
};

class Run {
 public:
  Run(const Job& job, ScoreFile* log, Events& events)
      : job_(job),
        log_(log),
        events_(events),
        scored_{std::vector(job.plans.size(), eval::Scoreboard(job.data_set.examples.size())),
                std::nullopt} {}

  ScoredPhotos run(int threads) {
    const std::size_t photos = job_.data_set.examples.size();
    const int blocks = job_.plans.front().model().blueprint().blocks;
    events_.on_begin(static_cast<int>(photos), blocks * job_.passes());
    analysis::PhotoCrew(photos, threads, job_.stop)
        .for_each(photos, [&](std::size_t photo, base::ThreadPool& of_photo) {
          score(static_cast<int>(photo), of_photo);
        });
    events_.on_end(static_cast<int>(photos), failed_);
    return std::move(scored_);
  }

 private:
  [[nodiscard]] const eval::Example& example(int photo) const {
    return job_.data_set.examples[static_cast<std::size_t>(photo)];
  }

  void score(int photo, base::ThreadPool& threads) {
    int blocks = 0;
    const auto on_block = [&] {
      ++blocks;
      const std::lock_guard lock(mutex_);
      events_.on_block();
    };
    Outcome outcome = outcome_of(example(photo), threads, on_block);
    {
      const std::lock_guard lock(mutex_);
      events_.on_computed(blocks);
    }
    in_order_.add(photo, std::move(outcome));
  }

  [[nodiscard]] Outcome outcome_of(const eval::Example& example, base::ThreadPool& threads,
                                   const analysis::BlockObserver& on_block) const {
    base::stop_if_requested(job_.stop);
    if (const Entries* known = log_ == nullptr ? nullptr : log_->find(example.name)) {
      return {*known, true};
    }
    try {
      return {score_photo(example, job_, threads, on_block)};
    } catch (const base::Stopped&) {
      throw;
    } catch (...) {
      return {base::current_failure()};
    }
  }

  // Called for one photo after the other.
  void enter(Outcome outcome) {
    const std::size_t photo = entered_++;
    const eval::Example& example = job_.data_set.examples[photo];
    if (auto* failure = std::get_if<base::Failure>(&outcome.result)) {
      const std::lock_guard lock(mutex_);
      events_.on_failed(example, *failure);
      ++failed_;
      scored_.worst = std::max(scored_.worst.value_or(failure->code), failure->code);
      for (eval::Scoreboard& board : scored_.boards) {
        board.leave_out(photo, {example.name, base::in_words(failure->message)});
      }
      return;
    }
    auto& entries = std::get<Entries>(outcome.result);
    if (log_ != nullptr && !outcome.is_known) log_->add(entries);
    for (std::size_t plan = 0; plan < entries.size(); ++plan) {
      eval::Scoreboard& board = scored_.boards[plan];
      if (auto* score = std::get_if<eval::PhotoScore>(&entries[plan])) {
        board.enter(photo, std::move(*score));
      } else {
        board.leave_out(photo, std::get<eval::LeftOut>(std::move(entries[plan])));
      }
    }
  }

  const Job& job_;
  ScoreFile* log_;
  Events& events_;
  ScoredPhotos scored_;
  std::size_t entered_ = 0;
  int failed_ = 0;
  std::mutex mutex_;  // of the events
  base::InOrder<Outcome> in_order_{[this](Outcome&& outcome) { enter(std::move(outcome)); }};
};

}  // namespace

ScoredPhotos score_photos(const Job& job, ScoreFile* log, int threads, Events& events) {
  return Run(job, log, events).run(threads);
}

}  // namespace vitviz::scoring
