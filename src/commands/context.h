// SPDX-License-Identifier: Apache-2.0
// What every command is given beside its arguments.
#pragma once

#include <stop_token>

#include "screen/messages.h"

namespace vitviz::commands {

struct Context {
  screen::Messages& messages;
  std::stop_token stop;  // Ctrl-C
};

}  // namespace vitviz::commands
