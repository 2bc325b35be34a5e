// SPDX-License-Identifier: Apache-2.0
// What a Photo holds.
#pragma once

#include <string>
#include <vector>

#include "image/raster.h"

namespace vitviz::library {

struct PhotoData {
  std::string name;                  // for messages
  image::Size size;                  // upright
  image::SharedRgb pixels;           // null of prepared input
  std::vector<float> prepared = {};  // [3, height, width]; empty of pixels
  std::vector<std::string> notes = {};
};

}  // namespace vitviz::library
