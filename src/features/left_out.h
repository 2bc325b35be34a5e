// SPDX-License-Identifier: Apache-2.0
// A photo that could not be read, for results.
#pragma once

#include <string>

namespace vitviz::features {

struct LeftOut {
  std::string photo;
  std::string reason;
};

}  // namespace vitviz::features
