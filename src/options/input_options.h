// SPDX-License-Identifier: Apache-2.0
// The group "Input": which photos, and what the network sees of them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/question.h"
#include "image/geometry.h"
#include "options/option_form.h"

namespace vitviz::options {

// --size alone, for groups of other forms.
void add_size_option(OptionForm& form, std::optional<image::InputSize>& size);

// Throws UsageError for no input, an empty one, and for -; `help` says where to read more.
void check_inputs(const std::vector<std::string>& inputs, const std::string& help);

// `recursive`: whether folders are taken with everything below them.
void add_input_options(OptionForm& form, analysis::Question& question, bool& recursive);

}  // namespace vitviz::options
