// SPDX-License-Identifier: Apache-2.0
// Threads that do a step each in the order of their numbers, and wait for their turn: of what they
// bring along, no more is ever in memory than there are threads.
#pragma once

#include <condition_variable>
#include <mutex>

namespace vitviz::base {

class Turns {
 public:
  // Does `step` once those of all smaller numbers, from 0, are done, and returns true; returns
  // false and does nothing once the turns have ended. Where `step` throws, they end.
  template <typename Step>
  [[nodiscard]] bool take(int number, const Step& step) {
    {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [&] { return has_ended_ || next_ == number; });
      if (has_ended_) return false;
    }
    try {
      step();
    } catch (...) {
      end();
      throw;
    }
    pass_on();
    return true;
  }

  // No turn is given any more. For a thread that cannot take its own.
  void end() {
    {
      const std::lock_guard lock(mutex_);
      has_ended_ = true;
    }
    changed_.notify_all();
  }

 private:
  void pass_on() {
    {
      const std::lock_guard lock(mutex_);
      ++next_;
    }
    changed_.notify_all();
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  int next_ = 0;
  bool has_ended_ = false;
};

}  // namespace vitviz::base
