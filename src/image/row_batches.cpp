// SPDX-License-Identifier: Apache-2.0
#include "image/row_batches.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "base/stopped.h"

namespace vitviz::image {
namespace {

constexpr int kRowsPerBatch = 32;

int rows_per_batch(Size photo) { return std::min(photo.height, kRowsPerBatch); }

// One that is filled, and for each other thread one that is used and one that waits.
int batches_for(Size photo, int threads) {
  const int needed = (photo.height - 1) / kRowsPerBatch + 1;
  return std::min(needed, 2 * threads - 1);
}

}  // namespace

RowBatches::RowBatches(Size photo, int threads, Use use, std::stop_token stop)
    : RowSink(std::move(stop)), use_(std::move(use)) {
  const int count = batches_for(photo, threads);
  for (int i = 0; i < count; ++i) {
    empty_.push_back({RgbImage({photo.width, rows_per_batch(photo)})});
  }
  filling_ = take_empty();
}

std::span<std::uint8_t> RowBatches::place_of_next_row() {
  if (filling_.count == filling_.rows.height()) pass_on();
  return filling_.rows.row(filling_.count++);
}

// Behind the last row of a batch.
void RowBatches::pass_on() {
  const int next = filling_.first + filling_.count;
  {
    const std::lock_guard lock(mutex_);
    full_.push_back(std::move(filling_));
  }
  changed_.notify_one();
  filling_ = take_empty();
  filling_.first = next;
  filling_.count = 0;
}

RowBatches::Batch RowBatches::take_empty() {
  Batch batch;
  {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return !empty_.empty() || !full_.empty(); });
    if (!empty_.empty()) {
      batch = std::move(empty_.back());
      empty_.pop_back();
      return batch;
    }
    batch = std::move(full_.front());
    full_.pop_front();
  }
  use(batch);
  return batch;
}

void RowBatches::fill(const RowSource& decode) {
  try {
    decode(*this);
  } catch (...) {
    close();
    throw;
  }
  use(filling_);
  close();
  use_until_filled();
}

void RowBatches::close() {
  {
    const std::lock_guard lock(mutex_);
    closed_ = true;
  }
  changed_.notify_all();
}

void RowBatches::use_until_filled() {
  std::unique_lock lock(mutex_);
  while (true) {
    // Where the decoder never begins because of a stop, nobody closes.
    changed_.wait(lock, stop(), [this] { return closed_ || !full_.empty(); });
    base::stop_if_requested(stop());
    if (full_.empty()) return;
    Batch batch = std::move(full_.front());
    full_.pop_front();
    lock.unlock();
    use(batch);
    lock.lock();
    empty_.push_back(std::move(batch));
    changed_.notify_all();
  }
}

void RowBatches::use(Batch& batch) const {
  for (int i = 0; i < batch.count; ++i) use_(batch.first + i, batch.rows.row(i));
}

std::size_t RowBatches::bytes_for(Size photo, int threads) {
  return 3 * pixel_count({photo.width, rows_per_batch(photo)}) *
         static_cast<std::size_t>(batches_for(photo, threads));
}

}  // namespace vitviz::image
