// SPDX-License-Identifier: Apache-2.0
#include "cli/hint_options.h"

#include <string>

#include "cli/names.h"
#include "cli/option_values.h"
#include "cli/value_option.h"

namespace vitviz::cli {

void add_hint_options(CLI::App& app, checkpoint::Hints& hints) {
  add_value(app,
            {.names = "--heads",
             .type = "N",
             .allowed = "a whole number, at least 1",
             .help = "Attention heads, where the checkpoint does not say",
             .normally = ""},
            parse_count, hints.heads);
  add_value(
      app,
      {.names = "--mean",
       .type = "R,G,B",
       .allowed = "one number or three, as in 0.5 or 0.485,0.456,0.406",
       .help = "Mean colour the model was trained with, where the checkpoint does not say: {}",
       .normally = ""},
      parse_means, hints.mean);
  add_value(app,
            {.names = "--std",
             .type = "R,G,B",
             .allowed = "one number or three, above 0",
             .help = "Standard deviation, likewise: {}",
             .normally = ""},
            parse_deviations, hints.std);
  add_value(app,
            {.names = "--grid",
             .type = "ROWSxCOLS",
             .allowed = "rows and columns, as in 16x8",
             .help = "Patches of the photos it was trained on, likewise: {}",
             .normally = ""},
            parse_grid, hints.grid);
  app.add_option("--ignore", hints.ignore,
                 "Leave out tensors that have no part in the network, as in 'class_*'; may be\n"
                 "repeated")
      ->type_name("PATTERN")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  add_value(app,
            {.names = "--branch",
             .type = "WHICH",
             .allowed = names_in(kBranches),
             .help = "Which model of a training checkpoint that holds two: {}",
             .normally = std::string(name_of(kBranches, checkpoint::Branch::kTeacher))},
            by_name(kBranches), hints.branch);
}

}  // namespace vitviz::cli
