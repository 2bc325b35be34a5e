// SPDX-License-Identifier: Apache-2.0
// The group "Map": which numbers of a photo's patches.
#pragma once

#include "analysis/question.h"
#include "options/option_form.h"

namespace vitviz::options {

void add_map_options(OptionForm& form, analysis::Question& question);

}  // namespace vitviz::options
