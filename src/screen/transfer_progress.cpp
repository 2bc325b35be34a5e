// SPDX-License-Identifier: Apache-2.0
#include "screen/transfer_progress.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"
#include "screen/progress.h"
#include "screen/terminal.h"

namespace vitviz::screen {
namespace {

constexpr double kPatience = 0.3;        // seconds that need no explanation
constexpr double kRedrawInterval = 0.1;  // seconds

}  // namespace

std::string transfer_line(const TransferStage& stage, int width) {
  std::string left = fmt::format("{} {}", stage.name, base::format_bytes(stage.received));
  std::string right = base::format_seconds(stage.seconds);
  double share = 0;
  if (stage.total && *stage.total > 0) {
    left += " of " + base::format_bytes(*stage.total);
    const auto received = static_cast<double>(stage.received);
    share = std::min(1.0, received / static_cast<double>(*stage.total));
    const double since = received - static_cast<double>(stage.first);
    if (since > 0) {
      const double rest = static_cast<double>(*stage.total) - received;
      right += fmt::format(", {} left", base::format_seconds(stage.seconds * rest / since));
    }
  }
  return line_with_bar(left, share, right, width);
}

void TransferProgress::begin(const std::string& name) {
  stage_ = {};
  stage_.name = base::printable(name);
  begun_ = false;
  watch_ = {};
  next_redraw_ = kPatience;
}

void TransferProgress::show(std::uint64_t received, std::optional<std::uint64_t> total) {
  if (!begun_ && total) {
    stage_.first = received;
    begun_ = true;
  }
  stage_.received = received;
  stage_.total = total;
  stage_.seconds = watch_.seconds();
  if (visibility_ == Visibility::kHidden || stage_.seconds < next_redraw_) return;
  next_redraw_ = stage_.seconds + kRedrawInterval;
  const std::string line = transfer_line(stage_, terminal_width(stream_) - 1);
  const std::size_t letters = std::max(line.size(), drawn_letters_);
  std::fputs(fmt::format("\r{:{}}", line, letters).c_str(), stream_);
  std::fflush(stream_);
  drawn_letters_ = line.size();
}

void TransferProgress::clear() {
  if (drawn_letters_ == 0) return;
  std::fputs(fmt::format("\r{:{}}\r", "", drawn_letters_).c_str(), stream_);
  std::fflush(stream_);
  drawn_letters_ = 0;
}

}  // namespace vitviz::screen
