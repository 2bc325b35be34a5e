// SPDX-License-Identifier: Apache-2.0
// What the network says of a patch, smoothed over the frames of a video, so that neither maps nor
// masks flicker: the exponential moving average. It looks back and not ahead, so it needs no frames
// in store, and lags behind by about half of its frames.
#pragma once

#include <optional>
#include <vector>

#include "analysis/analyse.h"

namespace vitviz::batch {

class TimeMean {
 public:
  // A new frame weighs 2 / (frames + 1), as in pandas' ewm(span=frames, adjust=False); 1 leaves all
  // as it is. Requires: frames >= 1.
  explicit TimeMean(int frames) : weight_(2.0F / (static_cast<float>(frames) + 1)) {}

  // Takes the next frame, and replaces its maps, attention, tokens and features by their means.
  void smooth(analysis::Analysis& seen);

 private:
  struct Means {
    analysis::NetworkOutput output;
    std::vector<tensor::Matrix> maps;
  };

  float weight_;
  std::optional<Means> means_;  // once there was a frame
};

}  // namespace vitviz::batch
