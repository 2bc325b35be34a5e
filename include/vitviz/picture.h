// SPDX-License-Identifier: Apache-2.0
// Pictures of what a model sees.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "vitviz/mask.h"

namespace vitviz {

// Which map of an analysis. Names are those of the program's options.
struct MapChoice {
  std::string name = "attention";  // map_names() lists them
  std::optional<int> block = {};   // counted from 0, or from the end: -1 is the last. Empty: what
                                   // suits the model, the last block or its pooling head
  std::variant<std::string, int> head = "mean";  // "mean", "max" or "min" of all, or one from 0
  int query = 0;                    // whose attention, where LookOptions::queries has several
  std::optional<bool> normed = {};  // of maps of tokens: whether after the model's final norm
  int rollout_start = 0;            // the first block that a rollout counts
};

struct PictureOptions {
  MapChoice map = {};
  MaskOptions mask = {};               // of views of objects
  std::string colormap = "inferno";    // or viridis, magma, turbo, gray
  double opacity = 0.6;                // of the colours of an overlay, from 0 to 1
  std::optional<double> lowest = {};   // the numbers of the first and the last colour; both or
  std::optional<double> highest = {};  // none: then those of the map
  double gamma = 1;
  std::string upsample = "bicubic";  // or nearest, bilinear
  bool guided = false;               // whether maps follow the photo's edges
  bool boxes = false;                // whether outlines have the objects' boxes
  std::optional<bool> legend = {};   // beside sheets, and nothing else, when empty
  double scale = 1;                  // of sheets and legends
};

struct Image {
  int width = 0;
  int height = 0;
  std::vector<std::uint8_t> pixels;  // [height, width, 3]: red, green, blue
};

}  // namespace vitviz
