// SPDX-License-Identifier: Apache-2.0
// Which numbers of a picture are shown, and which of them are black and white. A scan of the body
// holds numbers from -1024 to 3071, a satellite's picture ten channels of 16 bits: the network and
// the eye see three channels of 8.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace vitviz::image {

// Black at `lowest` and below, white at `highest` and above.
// Requires: lowest < highest.
struct ValueWindow {
  double lowest = 0;
  double highest = 1;
};

// The same, between two percentiles of the numbers that are shown: of all channels together, so
// that their colours keep their proportions. The usual two leave out what hot pixels, a frame or
// metal in the body make of the ends; QGIS cuts there as well, each channel by itself.
// Requires: 0 <= lowest < highest <= 100.
struct PercentileWindow {
  double lowest = 2;
  double highest = 98;
};

using Window = std::variant<ValueWindow, PercentileWindow>;

struct ShownSamples {
  std::optional<Window> window = {};  // what the kind of file usually means when empty
  // One, seen as grey, or three, as red, green and blue; counted from 1 as GDAL counts bands. The
  // first three, or the first where there are fewer, when empty.
  std::vector<int> channels = {};

  [[nodiscard]] bool is_asked_for() const { return window.has_value() || !channels.empty(); }
};

// "window -160,240, channels 4,3,2"; "usual window, usual channels"
[[nodiscard]] std::string text_of(const ShownSamples& shown);

}  // namespace vitviz::image
