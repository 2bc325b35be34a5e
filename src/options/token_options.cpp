// SPDX-License-Identifier: Apache-2.0
#include "options/token_options.h"

#include <limits>
#include <string>

#include "analysis/question.h"
#include "options/option_values.h"

namespace vitviz::options {
namespace {

std::optional<int> parse_one_block(const std::string& text) {
  using Limits = std::numeric_limits<int>;
  return parse_integer(text, Limits::min(), Limits::max());
}

}  // namespace

std::vector<std::string> usual_blocks() {
  constexpr int kBlocks = 12;
  std::vector<std::string> blocks = {"-1"};
  for (int block = 0; block < kBlocks; ++block) blocks.push_back(std::to_string(block));
  return blocks;
}

void add_one_block_option(OptionForm& form, int& block) {
  form.add_value({.names = "--block",
                  .type = "N",
                  .allowed = "a whole number",
                  .help = "Block whose tokens are read: 0 is the first, -1 the last",
                  .normally = std::to_string(block),
                  .offers = usual_blocks()},
                 parse_one_block, block);
}

void add_token_state_option(OptionForm& form, model::TokenState& state) {
  form.add_value({.names = "--tokens",
                  .type = "STATE",
                  .allowed = base::names_in(analysis::kTokenStates),
                  .help = "Tokens as the block leaves them, or after the model's final norm: {}",
                  .normally = std::string(base::name_of(analysis::kTokenStates, state))},
                 by_name(analysis::kTokenStates), state);
}

}  // namespace vitviz::options
