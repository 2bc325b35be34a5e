// SPDX-License-Identifier: Apache-2.0
// How far a batch is: a bar on a terminal, only when there is something to wait for; or lines for a
// log file, one in ten seconds.
#pragma once

#include <cstdio>
#include <string>
#include <string_view>
#include <utility>

#include "base/stopwatch.h"

namespace vitviz::screen {

// How far a batch is.
struct Stage {
  std::string_view noun = "photo";  // what is done with a photo
  int photos_done = 0;
  int photos = 1;
  int blocks_done = 0;  // of the forward passes of photos that are not done
  int blocks = 1;       // of each
  double seconds = 0;   // since the batch began
  int skipped = 0;      // of the photos that are done: those that took no time
  int failed = 0;
  std::string latest = {};  // the photo that was done last
};

// "photo 3/7 [########............]  12.0 s, 9.1 s left, 0.2/s, 1 failed, cat.jpg", for a single
// photo "block 5/12 […]  …", in at most `width` letters: the bar gives way first, then the end of
// the line. The time left is what the time so far says of the rest, as if all photos took equally
// long.
[[nodiscard]] std::string progress_line(const Stage& stage, int width);

// "LEFT [####....]  RIGHT" in at most `width` letters: the bar gives way first, then the end.
[[nodiscard]] std::string line_with_bar(const std::string& left, double share,
                                        const std::string& right, int width);

class Progress {
 public:
  enum class Visibility { kHidden, kShown, kLines };

  Progress(std::FILE* stream, std::string_view noun, int photos, int blocks, Visibility visibility);
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  // Lines end with one that tells how far the batch came.
  ~Progress();

  void finish_block();
  // `blocks`: how many of its blocks were finished, fewer than all where it failed.
  void finish_photo(int blocks);

  // Of a photo that is done: what came of it.
  void tell_latest(std::string name) { stage_.latest = std::move(name); }
  // The same, and redraws: of one that takes long, how far it is.
  void show_latest(std::string name) {
    tell_latest(std::move(name));
    redraw();
  }
  void count_skipped() { ++stage_.skipped; }
  void count_failed() { ++stage_.failed; }

  // Erases the bar, to make room for other lines. It comes back with the next block.
  void clear();

 private:
  void redraw();
  void write_line();

  std::FILE* stream_;
  Visibility visibility_;
  Stage stage_;
  base::Stopwatch watch_;
  double next_redraw_;  // in seconds since the batch began
  std::size_t drawn_letters_ = 0;
};

}  // namespace vitviz::screen
