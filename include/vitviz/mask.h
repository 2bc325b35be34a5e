// SPDX-License-Identifier: Apache-2.0
// Where objects are, at the photo's own size.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "vitviz/geometry.h"

namespace vitviz {

// Names are those of the program's options; what is empty is what suits the model and the map.
struct MaskOptions {
  std::string method = {};               // mask_names() lists them
  std::optional<double> keep = {};       // share of the map that "mass" keeps, above 0 to 1
  std::string features = {};             // "q", "k", "v" or "x"
  std::optional<double> threshold = {};  // of "tokencut" and "maskcut"
  std::optional<int> objects = {};       // that "maskcut" looks for, at most
  std::string refine = {};               // "none", "bilateral" or "guided"
  bool clean = false;                    // whether holes are filled and specks dropped
};

struct Mask {
  int width = 0;
  int height = 0;
  std::vector<std::uint8_t> pixels;  // [height, width]: 1 where the object is, else 0
  std::string method;                // by which it was found
  std::optional<Box> box = {};       // the smallest that holds the object; nothing where none is
};

}  // namespace vitviz
