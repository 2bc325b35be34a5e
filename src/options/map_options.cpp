// SPDX-License-Identifier: Apache-2.0
#include "options/map_options.h"

#include <limits>
#include <optional>
#include <string>
#include <variant>

#include "options/option_values.h"
#include "options/token_options.h"

namespace vitviz::options {
namespace {

std::optional<int> parse_block_number(const std::string& text) {
  return parse_integer(text, 0, std::numeric_limits<int>::max());
}

void add_block_and_head(OptionForm& form, analysis::Question& question) {
  using tensor::HeadFusion;
  form.add_value({.names = "--block",
                  .type = "N|all",
                  .allowed = "a whole number or all",
                  .help = "Block whose attention or tokens are drawn, where a rollout ends: 0 is "
                          "the first, -1 the last; all for one picture each",
                  .normally = "-1, or the pooling head of a model that has one",
                  .offers = usual_blocks()},
                 parse_block, question.block);
  form.add_value(
      {.names = "--head",
       .type = "N|mean|max|min|all",
       .allowed = fmt::format("a head counted from 0, {}, or {}",
                              base::names_in(analysis::kHeadFusions), analysis::kAllName),
       .help = "One head, all of them fused into one map, or all for one picture each",
       .normally =
           std::string(base::name_of(analysis::kHeadFusions, std::get<HeadFusion>(question.head)))},
      parse_head, question.head);
}

void add_queries(OptionForm& form, analysis::Question& question) {
  form.add_list({.names = "--query",
                 .type = "X,Y",
                 .allowed = "X,Y in pixels of the photo, several as X,Y,X,Y",
                 .help = "Use the patch at this pixel as the query, instead of CLS. In "
                         "pixels of the upright photo from its top left corner; several places, by "
                         "X,Y,X,Y or a repeated option, make a picture each, with a ring at the "
                         "place",
                 .normally = ""},
                parse_queries, question.queries);
}

}  // namespace

void add_map_option(OptionForm& form, const std::string& help, const analysis::MapKind*& map) {
  form.add_value({.names = "--map",
                  .type = "NAME",
                  .allowed = base::names_in(analysis::map_kinds()),
                  .help = help,
                  .normally = std::string(map->name)},
                 by_name(analysis::map_kinds()), map);
}

void add_token_options(OptionForm& form, analysis::Question& question) {
  form.add_value({.names = "--tokens",
                  .type = "STATE",
                  .allowed = base::names_in(analysis::kTokenStates),
                  .help = "Tokens as the block leaves them, or after the model's final norm, as "
                          "features are commonly taken: {}",
                  .normally = "normed, but block for --map norm"},
                 by_name(analysis::kTokenStates), question.tokens);
  form.add_value({.names = "--rollout-start",
                  .type = "N",
                  .allowed = "a block counted from 0",
                  .help = "The first block that a rollout counts: {}",
                  .normally = fmt::format("{}", question.rollout_start),
                  .offers = usual_blocks()},
                 parse_block_number, question.rollout_start);
}

void add_map_options(OptionForm& form, analysis::Question& question) {
  form.begin_group("Map");
  add_map_option(form, "What is drawn of each patch: {}", question.map);
  add_block_and_head(form, question);
  add_queries(form, question);
  add_token_options(form, question);
}

}  // namespace vitviz::options
