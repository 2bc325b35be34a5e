// SPDX-License-Identifier: Apache-2.0
#include "cli/map_options.h"

#include <limits>
#include <optional>
#include <string>
#include <variant>

#include <fmt/format.h>

#include "base/text.h"
#include "cli/names.h"
#include "cli/option_values.h"
#include "cli/usage_error.h"
#include "cli/value_option.h"

namespace vitviz::cli {
namespace {

std::optional<int> parse_block_number(const std::string& text) {
  return parse_integer(text, 0, std::numeric_limits<int>::max());
}

// Repeated, it adds to what was given before.
void add_query_option(CLI::App& app, Options& options) {
  static constexpr const char* kAllowed = "X,Y in pixels of the photo, several as X,Y,X,Y";
  app.add_option_function<std::string>(
         "--query",
         [&options](const std::string& text) {
           const auto queries = parse_queries(text);
           if (!queries) {
             fail_usage(fmt::format("--query '{}': must be {}", base::printable(text), kAllowed));
           }
           options.queries.insert(options.queries.end(), queries->begin(), queries->end());
         },
         "Take the patch at this place for CLS: what it attends to, or is like. In pixels of the "
         "upright photo from its top left corner; several places, by X,Y,X,Y or a repeated option, "
         "make a picture each, with a ring at the place")
      ->type_name("X,Y")
      ->trigger_on_parse();
}

}  // namespace

void add_map_options(CLI::App& app, Options& options) {
  app.option_defaults()->group("Map");
  add_value(app,
            {.names = "--map",
             .type = "NAME",
             .allowed = names_in(kMaps),
             .help = "What is drawn of each patch: the attention that CLS gives it, that of all "
                     "blocks together by rollout, its token's similarity to CLS's (cosine), or its "
                     "token's norm: {}",
             .normally = std::string(name_of(kMaps, options.map))},
            by_name(kMaps), options.map);
  add_value(app,
            {.names = "--block",
             .type = "N|all",
             .allowed = "a whole number or all",
             .help = "Block whose attention or tokens are drawn, where a rollout ends: 0 is the "
                     "first, -1 the last; all for one "
                     "picture each",
             .normally = "-1, or the pooling head of a model that has one"},
            parse_block, options.block);
  add_value(
      app,
      {.names = "--head",
       .type = "N|mean|max|min|all",
       .allowed = fmt::format("a head counted from 0, {}, or {}", names_in(kHeadFusions), kAllName),
       .help = "One head, all of them fused into one map, or all for one picture each",
       .normally = std::string(name_of(kHeadFusions, std::get<tensor::HeadFusion>(options.head)))},
      parse_head, options.head);
  add_query_option(app, options);
  add_value(
      app,
      {.names = "--tokens",
       .type = "STATE",
       .allowed = names_in(kTokenStates),
       .help = "Tokens as the block leaves them, or after the model's final norm, as features "
               "are commonly taken: {}",
       .normally = "normed, but block for --map norm"},
      by_name(kTokenStates), options.tokens);
  add_value(app,
            {.names = "--rollout-start",
             .type = "N",
             .allowed = "a block counted from 0",
             .help = "The first block that a rollout counts: {}",
             .normally = fmt::format("{}", options.rollout_start)},
            parse_block_number, options.rollout_start);
}

}  // namespace vitviz::cli
