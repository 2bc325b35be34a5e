// SPDX-License-Identifier: Apache-2.0
// Whose tokens features are read from.
#pragma once

#include <string>
#include <vector>

#include "model/request.h"
#include "options/option_form.h"

namespace vitviz::options {

// Blocks that shells offer: of most models, all.
[[nodiscard]] std::vector<std::string> usual_blocks();

// --block: one block; the form holds the default.
void add_one_block_option(OptionForm& form, int& block);

// --tokens: before or after the final norm.
void add_token_state_option(OptionForm& form, model::TokenState& state);

}  // namespace vitviz::options
