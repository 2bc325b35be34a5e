// SPDX-License-Identifier: Apache-2.0
// Collects the scores of photos from many threads. What comes out is in the photos' order,
// whichever thread was first.
#pragma once

#include <cstddef>
#include <variant>
#include <vector>

#include "eval/photo_score.h"

namespace vitviz::eval {

class Scoreboard {
 public:
  explicit Scoreboard(std::size_t photos) : places_(photos) {}

  // Each photo has a place of its own: threads may enter different photos at the same time.
  // Requires: index < the number of photos; nothing was entered there.
  void enter(std::size_t index, PhotoScore score);
  void leave_out(std::size_t index, LeftOut photo);

  // Of the photos entered so far, in the photos' order. No thread may be entering.
  [[nodiscard]] std::vector<PhotoScore> scores() const;
  [[nodiscard]] std::vector<LeftOut> left_out() const;

 private:
  using Place = std::variant<std::monostate, PhotoScore, LeftOut>;
  Place& empty_place(std::size_t index);

  std::vector<Place> places_;
};

}  // namespace vitviz::eval
