// SPDX-License-Identifier: Apache-2.0
// The group "Input": which photos, and what the network sees of them.
#pragma once

#include "analysis/question.h"
#include "options/option_form.h"

namespace vitviz::options {

// `recursive`: whether folders are taken with everything below them.
void add_input_options(OptionForm& form, analysis::Question& question, bool& recursive);

}  // namespace vitviz::options
