// SPDX-License-Identifier: Apache-2.0
#include "screen/progress.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"
#include "screen/terminal.h"

namespace vitviz::screen {
namespace {

constexpr double kPatience = 0.3;        // seconds that need no explanation
constexpr double kRedrawInterval = 0.1;  // seconds
constexpr double kLineInterval = 10;     // seconds
constexpr int kLongestBar = 30;
constexpr int kShortestBar = 5;

// Share of the whole batch that is done, from 0 to 1.
double share_done(const Stage& stage) {
  const double begun = static_cast<double>(stage.blocks_done) / std::max(stage.blocks, 1);
  return (stage.photos_done - stage.skipped + begun) / std::max(stage.photos - stage.skipped, 1);
}

// "12.0 s, 9.1 s left, 0.2/s, 1 failed, cat.jpg"
std::string state_of(const Stage& stage) {
  const double share = share_done(stage);
  std::string state = base::format_seconds(stage.seconds);
  if (share > 0) {
    state += fmt::format(", {} left", base::format_seconds(stage.seconds * (1 - share) / share));
  }
  const int drawn = stage.photos_done - stage.skipped;
  if (stage.photos > 1 && drawn > 0) state += fmt::format(", {:.3g}/s", drawn / stage.seconds);
  if (stage.failed > 0) state += fmt::format(", {} failed", stage.failed);
  if (!stage.latest.empty()) state += ", " + base::printable(stage.latest);
  return state;
}

std::string bar(double share, int length) {
  const auto all = static_cast<std::size_t>(length);
  const std::size_t full = std::min(all, static_cast<std::size_t>(share * length));
  return '[' + std::string(full, '#') + std::string(all - full, '.') + ']';
}

}  // namespace

std::string line_with_bar(const std::string& left, double share, const std::string& right,
                          int width) {
  constexpr int kBrackets = 2;
  constexpr int kSpaces = 3;
  const int room = width - static_cast<int>(left.size() + right.size()) - kBrackets - kSpaces;
  const int length = std::min(room, kLongestBar);
  std::string line = length < kShortestBar
                         ? fmt::format("{}  {}", left, right)
                         : fmt::format("{} {}  {}", left, bar(share, length), right);
  line.resize(std::min(line.size(), static_cast<std::size_t>(std::max(width, 0))));
  return line;
}

std::string progress_line(const Stage& stage, int width) {
  const std::string left =
      stage.photos > 1 ? fmt::format("{} {}/{}", stage.noun,
                                     std::min(stage.photos_done + 1, stage.photos), stage.photos)
                       : fmt::format("block {}/{}", stage.blocks_done, stage.blocks);
  return line_with_bar(left, share_done(stage), state_of(stage), width);
}

Progress::Progress(std::FILE* stream, std::string_view noun, int photos, int blocks,
                   Visibility visibility)
    : stream_(stream),
      visibility_(visibility),
      next_redraw_(visibility == Visibility::kLines ? kLineInterval : kPatience) {
  stage_.noun = noun;
  stage_.photos = photos;
  stage_.blocks = blocks;
}

Progress::~Progress() {
  if (visibility_ == Visibility::kLines) write_line();
  clear();
}

void Progress::finish_block() {
  ++stage_.blocks_done;
  redraw();
}

void Progress::finish_photo(int blocks) {
  stage_.blocks_done -= blocks;
  ++stage_.photos_done;
  redraw();
}

void Progress::clear() {
  if (drawn_letters_ == 0) return;
  // Spaces instead of a terminal's code for "erase": every terminal knows them.
  std::fputs(fmt::format("\r{:{}}\r", "", drawn_letters_).c_str(), stream_);
  std::fflush(stream_);
  drawn_letters_ = 0;
}

void Progress::redraw() {
  stage_.seconds = watch_.seconds();
  if (visibility_ == Visibility::kHidden || stage_.seconds < next_redraw_) return;
  if (visibility_ == Visibility::kLines) return write_line();
  next_redraw_ = stage_.seconds + kRedrawInterval;
  // A letter in the last column would make some terminals begin a new line.
  const std::string line = progress_line(stage_, terminal_width(stream_) - 1);
  // Spaces cover what a longer line before left behind.
  const std::size_t letters = std::max(line.size(), drawn_letters_);
  std::fputs(fmt::format("\r{:{}}", line, letters).c_str(), stream_);
  std::fflush(stream_);
  drawn_letters_ = line.size();
}

void Progress::write_line() {
  stage_.seconds = watch_.seconds();
  next_redraw_ = stage_.seconds + kLineInterval;
  std::fputs(fmt::format("vitviz: {} {}/{}: {}\n", stage_.noun, stage_.photos_done, stage_.photos,
                         state_of(stage_))
                 .c_str(),
             stream_);
  std::fflush(stream_);
}

}  // namespace vitviz::screen
