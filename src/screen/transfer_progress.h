// SPDX-License-Identifier: Apache-2.0
// The progress bar of a transfer: on a terminal, and only when there is something to wait for.
#pragma once

#include <cstdint>
#include <cstdio>
#include <optional>
#include <string>

#include "base/stopwatch.h"

namespace vitviz::screen {

struct TransferStage {
  std::string name;
  std::uint64_t first = 0;  // bytes that were there before
  std::uint64_t received = 0;
  std::optional<std::uint64_t> total;
  double seconds = 0;  // since the transfer began
};

// "weights.pth 12.0 MiB of 82.7 MiB [####......]  3.1 s, 20 s left", in at most `width` letters.
[[nodiscard]] std::string transfer_line(const TransferStage& stage, int width);

class TransferProgress {
 public:
  enum class Visibility { kHidden, kShown };

  TransferProgress(std::FILE* stream, Visibility visibility)
      : stream_(stream), visibility_(visibility) {}
  TransferProgress(const TransferProgress&) = delete;
  TransferProgress& operator=(const TransferProgress&) = delete;
  ~TransferProgress() { clear(); }

  void begin(const std::string& name);
  void show(std::uint64_t received, std::optional<std::uint64_t> total);
  // Erases the bar, to make room for other lines.
  void clear();

 private:
  std::FILE* stream_;
  Visibility visibility_;
  TransferStage stage_;
  bool begun_ = false;
  base::Stopwatch watch_;
  double next_redraw_ = 0;
  std::size_t drawn_letters_ = 0;
};

}  // namespace vitviz::screen
