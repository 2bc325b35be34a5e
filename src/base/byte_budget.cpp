// SPDX-License-Identifier: Apache-2.0
#include "base/byte_budget.h"

#include <algorithm>
#include <utility>

#include "base/check.h"
#include "base/stopped.h"

namespace vitviz::base {

ByteBudget::Share::Share(Share&& other) noexcept
    : budget_(std::exchange(other.budget_, nullptr)), bytes_(std::exchange(other.bytes_, 0)) {}

ByteBudget::Share& ByteBudget::Share::operator=(Share&& other) noexcept {
  std::swap(budget_, other.budget_);
  std::swap(bytes_, other.bytes_);
  return *this;
}

ByteBudget::Share::~Share() {
  if (budget_ != nullptr) budget_->give_back(bytes_);
}

ByteBudget::Share ByteBudget::take(std::size_t bytes, std::stop_token stop) {
  VITVIZ_CHECK(bytes <= total_);
  std::unique_lock lock(mutex_);
  const std::uint64_t ticket = next_ticket_++;
  waiting_.push_back(ticket);
  changed_.wait(lock, stop, [&] { return waiting_.front() == ticket && free_ >= bytes; });
  waiting_.erase(std::find(waiting_.begin(), waiting_.end(), ticket));
  changed_.notify_all();
  stop_if_requested(stop);
  free_ -= bytes;
  return Share(*this, bytes);
}

void ByteBudget::give_back(std::size_t bytes) {
  const std::lock_guard lock(mutex_);
  free_ += bytes;
  changed_.notify_all();
}

}  // namespace vitviz::base
