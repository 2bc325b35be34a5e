// SPDX-License-Identifier: Apache-2.0
#include "cli/precision_option.h"

#include <string>

#include "cli/names.h"
#include "cli/value_option.h"

namespace vitviz::cli {

void add_precision_option(CLI::App& app, PrecisionChoice& choice) {
  add_value(app,
            {.names = "--precision",
             .type = "WHICH",
             .allowed = names_in(kPrecisionChoices),
             .help = "How products are computed: f32 is right to four digits and more, bf16 to "
                     "two, faster and half the memory where the processor has it, auto is bf16 "
                     "there and f32 elsewhere",
             .normally = std::string(name_of(kPrecisionChoices, choice))},
            by_name(kPrecisionChoices), choice);
}

nn::Precision precision_here(PrecisionChoice choice) {
  return choice != PrecisionChoice::kF32 && nn::computes_bf16() ? nn::Precision::kBf16
                                                                : nn::Precision::kF32;
}

}  // namespace vitviz::cli
