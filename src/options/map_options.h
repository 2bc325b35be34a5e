// SPDX-License-Identifier: Apache-2.0
// The group "Map": which numbers of a photo's patches.
#pragma once

#include <string>

#include "analysis/question.h"
#include "options/option_form.h"

namespace vitviz::options {

// Parts of it, for groups of other forms. `help` says what the map is for, with {} for the names.
void add_map_option(OptionForm& form, const std::string& help, const analysis::MapKind*& map);
void add_token_options(OptionForm& form, analysis::Question& question);

void add_map_options(OptionForm& form, analysis::Question& question);

}  // namespace vitviz::options
