// SPDX-License-Identifier: Apache-2.0
#include "options/mask_options.h"

#include "options/option_values.h"

namespace vitviz::options {

void add_mask_options(OptionForm& form, analysis::Question& question) {
  form.begin_group("Mask");
  form.add_value({.names = "--keep",
                  .type = "SHARE",
                  .allowed = "above 0, up to 1",
                  .help = "Share of the attention that a mask keeps, {}",
                  .normally = fmt::format("{}", question.keep)},
                 parse_keep, question.keep);
}

}  // namespace vitviz::options
