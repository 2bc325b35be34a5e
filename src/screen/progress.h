// SPDX-License-Identifier: Apache-2.0
// The progress bar of a batch: on a terminal, and only when there is something to wait for.
#pragma once

#include <cstdio>
#include <string>
#include <string_view>

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
};

// "photo 3/7 [########............]  12.0 s, 9.1 s left", for a single photo "block 5/12 […] …", in
// at most `width` letters: the bar gives way first, then the end of the line. The time left is what
// the time so far says of the rest, as if all photos took equally long.
[[nodiscard]] std::string progress_line(const Stage& stage, int width);

// "LEFT [####....]  RIGHT" in at most `width` letters: the bar gives way first, then the end.
[[nodiscard]] std::string line_with_bar(const std::string& left, double share,
                                        const std::string& right, int width);

class Progress {
 public:
  enum class Visibility { kHidden, kShown };

  Progress(std::FILE* stream, std::string_view noun, int photos, int blocks, Visibility visibility);
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  ~Progress() { clear(); }

  void finish_block();
  // `blocks`: how many of its blocks were finished, fewer than all where it failed.
  void finish_photo(int blocks);

  // Erases the bar, to make room for other lines. It comes back with the next block.
  void clear();

 private:
  void redraw();

  std::FILE* stream_;
  Visibility visibility_;
  Stage stage_;
  base::Stopwatch watch_;
  double next_redraw_;  // in seconds since the batch began
  std::size_t drawn_letters_ = 0;
};

}  // namespace vitviz::screen
