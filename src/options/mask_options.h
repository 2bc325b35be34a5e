// SPDX-License-Identifier: Apache-2.0
// The group "Mask".
#pragma once

#include "analysis/question.h"
#include "options/option_form.h"

namespace vitviz::options {

void add_mask_options(OptionForm& form, analysis::Question& question);

}  // namespace vitviz::options
