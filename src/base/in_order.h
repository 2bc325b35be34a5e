// SPDX-License-Identifier: Apache-2.0
// Results that threads finish in any order, handed on in the order of their tasks.
#pragma once

#include <functional>
#include <map>
#include <mutex>
#include <utility>

namespace vitviz::base {

template <typename Result>
class InOrder {
 public:
  using Receiver = std::function<void(Result&& result)>;

  explicit InOrder(Receiver receiver) : receiver_(std::move(receiver)) {}

  // Takes the result of task `index`, counted from 0, and hands on every result whose turn it is.
  // One thread does so at a time and the others wait for it: before a slow receiver no results pile
  // up. Once the receiver has thrown, nothing is handed on any more.
  void add(int index, Result result) {
    const std::lock_guard lock(mutex_);
    early_.emplace(index, std::move(result));
    while (!early_.empty() && early_.begin()->first == next_) {
      ++next_;
      receiver_(std::move(early_.begin()->second));
      early_.erase(early_.begin());
    }
  }

 private:
  Receiver receiver_;
  std::mutex mutex_;
  std::map<int, Result> early_;
  int next_ = 0;
};

}  // namespace vitviz::base
