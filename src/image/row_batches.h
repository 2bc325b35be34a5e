// SPDX-License-Identifier: Apache-2.0
// Rows on their way from the one thread that decodes a photo to those that use them, some at a
// time. There are only so many batches: where all are full, the thread that fills them uses one
// itself, so that nobody waits for a thread that is not there.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <stop_token>
#include <vector>

#include "image/raster.h"
#include "image/row_sink.h"

namespace vitviz::image {

// What hands all rows of a photo to a sink, from top to bottom.
using RowSource = std::function<void(RowSink& rows)>;

class RowBatches : public RowSink {
 public:
  // Of `photo`, as it is stored. Calls use(y, row) for each row, by any thread and in any order;
  // it may change the row.
  using Use = std::function<void(int y, std::span<std::uint8_t> row)>;
  RowBatches(Size photo, int threads, Use use, std::stop_token stop);

  // Lets `decode` fill all rows, and returns when all that no other thread uses are used. Throws
  // what `decode` throws. Called once.
  void fill(const RowSource& decode);

  // Uses full batches until there will be no more of them. Any thread may call it. Throws Stopped.
  void use_until_filled();

  // Memory that the batches take.
  [[nodiscard]] static std::size_t bytes_for(Size photo, int threads);

 private:
  struct Batch {
    RgbImage rows;
    int first = 0;  // row of the photo
    int count = 0;  // of rows that are filled
  };

  [[nodiscard]] std::span<std::uint8_t> place_of_next_row() override;
  void pass_on();
  [[nodiscard]] Batch take_empty();
  void use(Batch& batch) const;
  void close();

  const Use use_;
  Batch filling_;  // of the thread that fills

  std::mutex mutex_;  // guards all below
  std::condition_variable_any changed_;
  std::deque<Batch> full_;
  std::vector<Batch> empty_;
  bool closed_ = false;
};

}  // namespace vitviz::image
