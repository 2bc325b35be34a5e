// SPDX-License-Identifier: Apache-2.0
// The group "Input": which photos, and what the network sees of them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/question.h"
#include "image/geometry.h"
#include "inputs/choice.h"
#include "options/option_form.h"

namespace vitviz::options {

// --size alone, for groups of other forms.
void add_size_option(OptionForm& form, std::optional<image::InputSize>& size);

void add_input_options(OptionForm& form, analysis::Question& question, inputs::InputChoice& inputs);
void add_shard_option(OptionForm& form, std::optional<inputs::Shard>& shard);

// What is no option names inputs. Throws UsageError for no input at all, an empty one, and for two
// lists on standard input; `help` says where to read more.
void set_inputs(const std::vector<std::string>& words, const std::string& help,
                inputs::InputChoice& choice);

}  // namespace vitviz::options
