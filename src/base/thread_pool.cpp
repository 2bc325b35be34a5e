// SPDX-License-Identifier: Apache-2.0
#include "base/thread_pool.h"

#include <system_error>
#include <utility>

#include "base/check.h"
#include "base/stopped.h"
#include "base/stopwatch.h"

namespace vitviz::base {
namespace {

void pause() {
#if defined(__x86_64__) || defined(__i386__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  asm volatile("yield");
#endif
}

// To sleep and be woken takes longer than most pauses between two calls of parallel_for, and than
// what one thread ends before another, so a thread looks again for some microseconds first. It does
// not yield: beside other busy processes, the system would take each yield for a whole time slice.
template <typename Condition>
void look_for_a_moment(const Condition& condition) {
  constexpr double kMoment = 200e-6;  // seconds; a sleep and waking up cost 50 and more
  constexpr int kLooks = 32;          // between two looks at the clock
  const Stopwatch stopwatch;
  do {
    for (int i = 0; i < kLooks; ++i) {
      if (condition()) return;
      pause();
    }
  } while (stopwatch.seconds() < kMoment);
}

}  // namespace

ThreadPool::ThreadPool(int threads, std::stop_token stop) : size_(threads), stop_(std::move(stop)) {
  VITVIZ_CHECK(threads >= 1);
}

ThreadPool::~ThreadPool() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    ++round_;  // for those that look
  }
  begin_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

void ThreadPool::start_helpers() {
  if (std::exchange(started_, true)) return;
  try {
    for (int worker = 1; worker < size_; ++worker) {
      threads_.emplace_back([this, worker] { serve(worker); });
    }
  } catch (const std::system_error&) {
    // The system grants no more threads. Those that run give the same results, only later.
  }
}

void ThreadPool::parallel_for(int count, const Task& task) {
  {
    const std::lock_guard lock(mutex_);
    VITVIZ_CHECK(task_ == nullptr);
    task_ = &task;
    count_ = count;
    next_ = 0;
    if (count > 1) {
      start_helpers();
      ++round_;
    }
  }
  if (count > 1) begin_.notify_all();
  work(0);

  // All tasks are begun. A helper that was not woken in time is not waited for.
  look_for_a_moment([this] { return busy_ == 0; });
  std::unique_lock lock(mutex_);
  end_.wait(lock, [this] { return busy_ == 0; });
  task_ = nullptr;
  if (failure_) std::rethrow_exception(std::exchange(failure_, nullptr));
}

void ThreadPool::serve(int worker) {
  unsigned seen = 0;
  while (true) {
    look_for_a_moment([&] { return round_ != seen; });
    {
      std::unique_lock lock(mutex_);
      begin_.wait(lock, [&] { return stopping_ || round_ != seen; });
      if (stopping_) return;
      seen = round_;
      if (next_ >= count_) continue;
      ++busy_;
    }
    work(worker);
    const std::lock_guard lock(mutex_);
    if (--busy_ == 0) end_.notify_one();
  }
}

void ThreadPool::work(int worker) {
  try {
    for (int i = next_++; i < count_; i = next_++) {
      stop_if_requested(stop_);
      (*task_)(i, worker);
    }
  } catch (...) {
    next_ = count_;
    const std::lock_guard lock(mutex_);
    if (!failure_) failure_ = std::current_exception();
  }
}

}  // namespace vitviz::base
