// SPDX-License-Identifier: Apache-2.0
// Memory that several threads share: who wants some waits until the others leave enough.
//
// Those who wait are served in the order they came, so that a large wish is not put off for ever by
// small ones.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <mutex>
#include <stop_token>

namespace vitviz::base {

class ByteBudget {
 public:
  explicit ByteBudget(std::size_t total) : total_(total), free_(total) {}
  ByteBudget(const ByteBudget&) = delete;
  ByteBudget& operator=(const ByteBudget&) = delete;

  // What was taken; given back at the end of its life. The budget must outlive it.
  class Share {
   public:
    Share() = default;
    Share(Share&& other) noexcept;
    Share& operator=(Share&& other) noexcept;
    Share(const Share&) = delete;
    Share& operator=(const Share&) = delete;
    ~Share();

    [[nodiscard]] std::size_t bytes() const { return bytes_; }

   private:
    friend class ByteBudget;
    Share(ByteBudget& budget, std::size_t bytes) : budget_(&budget), bytes_(bytes) {}

    ByteBudget* budget_ = nullptr;
    std::size_t bytes_ = 0;
  };

  // Waits for `bytes`, which are no more than total(). A thread that holds a share must not wait
  // for another: two could then wait for each other. Throws Stopped.
  [[nodiscard]] Share take(std::size_t bytes, std::stop_token stop = {});

  [[nodiscard]] std::size_t total() const { return total_; }

 private:
  void give_back(std::size_t bytes);

  const std::size_t total_;
  std::mutex mutex_;
  std::condition_variable_any changed_;
  std::size_t free_;
  std::uint64_t next_ticket_ = 0;
  std::deque<std::uint64_t> waiting_;  // tickets, the next one first
};

}  // namespace vitviz::base
