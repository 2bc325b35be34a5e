// SPDX-License-Identifier: Apache-2.0
// --precision, and what it comes to on this processor.
#pragma once

#include <CLI/App.hpp>

#include "cli/options.h"

namespace vitviz::cli {

// `choice` must outlive the parsing, which fills it in.
void add_precision_option(CLI::App& app, PrecisionChoice& choice);

// bf16 is computed where the processor does so by itself; elsewhere f32 gives the same result, but
// for the rounding.
[[nodiscard]] nn::Precision precision_here(PrecisionChoice choice);

}  // namespace vitviz::cli
