// SPDX-License-Identifier: Apache-2.0
// The same work for many photos: several at once, their results in the order of the photos, and one
// that fails stops none of the others.
#pragma once

#include <algorithm>
#include <cstddef>
#include <functional>
#include <mutex>
#include <optional>
#include <stop_token>
#include <utility>
#include <variant>

#include "analysis/crew.h"
#include "analysis/network_output.h"
#include "base/error.h"
#include "base/failure.h"
#include "base/in_order.h"
#include "base/stopped.h"

namespace vitviz::analysis {

// What is reported on the way. Never two at once, nor beside a result that is taken, though from
// several threads. What a listener throws ends the run.
class RunEvents {
 public:
  RunEvents() = default;
  RunEvents(const RunEvents&) = delete;
  RunEvents& operator=(const RunEvents&) = delete;
  virtual ~RunEvents() = default;

  virtual void on_begin(int photos, int blocks) = 0;  // `blocks` of all passes of a photo
  virtual void on_block() = 0;                        // of any photo
  virtual void on_computed(int blocks) = 0;           // a photo: so many blocks were finished
  virtual void on_failed(const base::Failure& failure) = 0;  // in the order of the photos
  virtual void on_end(int photos, int failed) = 0;
};

template <typename Result>
class PhotoRun {
 public:
  // Computes the result of a photo, with threads of its own. Throws what is wrong with it, and
  // Stopped.
  using Compute = std::function<Result(std::size_t photo, base::ThreadPool& threads,
                                       const BlockObserver& on_block)>;
  // Receive what came of each photo, one after the other, in their order.
  using Take = std::function<void(std::size_t photo, Result&& result)>;
  using LeaveOut = std::function<void(std::size_t photo, const base::Failure& failure)>;

  PhotoRun(Compute compute, Take take, LeaveOut leave_out, RunEvents& events)
      : compute_(std::move(compute)),
        take_(std::move(take)),
        leave_out_(std::move(leave_out)),
        events_(events) {}

  // Returns the worst failure of a photo, if there was any. Throws Stopped, and what those who
  // listen throw. Called once.
  std::optional<base::ErrorCode> run(std::size_t photos, int blocks, int threads,
                                     const std::stop_token& stop) {
    events_.on_begin(static_cast<int>(photos), blocks);
    PhotoCrew(photos, threads, stop)
        .for_each(photos, [&](std::size_t photo, base::ThreadPool& of_photo) {
          base::stop_if_requested(stop);
          compute(photo, of_photo);
        });
    events_.on_end(static_cast<int>(photos), failed_);
    return worst_;
  }

 private:
  using Outcome = std::variant<Result, base::Failure>;

  void compute(std::size_t photo, base::ThreadPool& threads) {
    int blocks = 0;
    Outcome outcome = outcome_of(photo, threads, [&] {
      ++blocks;
      const std::lock_guard lock(mutex_);
      events_.on_block();
    });
    {
      const std::lock_guard lock(mutex_);
      events_.on_computed(blocks);
    }
    in_order_.add(static_cast<int>(photo), std::move(outcome));
  }

  [[nodiscard]] Outcome outcome_of(std::size_t photo, base::ThreadPool& threads,
                                   const BlockObserver& on_block) const {
    try {
      return compute_(photo, threads, on_block);
    } catch (const base::Stopped&) {
      throw;
    } catch (...) {
      return base::current_failure();
    }
  }

  void enter(Outcome&& outcome) {
    const std::lock_guard lock(mutex_);
    const std::size_t photo = entered_++;
    if (auto* result = std::get_if<Result>(&outcome)) return take_(photo, std::move(*result));
    const auto& failure = std::get<base::Failure>(outcome);
    events_.on_failed(failure);
    ++failed_;
    worst_ = std::max(worst_.value_or(failure.code), failure.code);
    leave_out_(photo, failure);
  }

  Compute compute_;
  Take take_;
  LeaveOut leave_out_;
  RunEvents& events_;
  std::size_t entered_ = 0;
  int failed_ = 0;
  std::optional<base::ErrorCode> worst_;
  std::mutex mutex_;  // of the events and of those who take
  base::InOrder<Outcome> in_order_{[this](Outcome&& outcome) { enter(std::move(outcome)); }};
};

}  // namespace vitviz::analysis
