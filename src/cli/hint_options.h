// SPDX-License-Identifier: Apache-2.0
// The options that say what a checkpoint cannot tell, for every form that reads one.
#pragma once

#include <CLI/App.hpp>

#include "checkpoint/hints.h"

namespace vitviz::cli {

// `hints` must outlive the parsing, which fills it in.
void add_hint_options(CLI::App& app, checkpoint::Hints& hints);

}  // namespace vitviz::cli
