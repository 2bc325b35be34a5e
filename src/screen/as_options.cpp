// SPDX-License-Identifier: Apache-2.0
#include "screen/as_options.h"

#include <algorithm>

#include "base/argument.h"

namespace vitviz::screen {

std::string as_options(std::string_view text) {
  return base::with_arguments(text, [](std::string_view name) {
    std::string option = "--" + std::string(name);
    std::replace(option.begin(), option.end(), '_', '-');
    return option;
  });
}

}  // namespace vitviz::screen
