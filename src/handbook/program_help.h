// SPDX-License-Identifier: Apache-2.0
// All that the program says of its command line: what manual pages and completions are made from.
#pragma once

#include <string>
#include <vector>

#include "options/help_text.h"

namespace vitviz::handbook {

struct CommandHelp {
  std::string word;     // "inspect"; empty for the main form, `vitviz [OPTIONS] INPUT...`
  std::string summary;  // one line
  options::FormHelp form;
};

struct ProgramHelp {
  std::string version;
  std::vector<CommandHelp> commands;  // the main form first
  std::vector<std::string> models;    // names that stand for a checkpoint
};

}  // namespace vitviz::handbook
