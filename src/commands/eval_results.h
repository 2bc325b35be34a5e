// SPDX-License-Identifier: Apache-2.0
// What `vitviz eval` prints and writes.
#pragma once

#include <string>
#include <vector>

#include "base/thread_pool.h"
#include "commands/eval_options.h"
#include "eval/results.h"

namespace vitviz::commands {

// Before anything is computed: throws Error(kOutput) when a file exists that is not to be replaced,
// and Error(kArgument) when the task has no such score to draw.
void check_files(const EvalOptions& eval, const eval::Task& task);

// The results of each setting, in their order: a table or JSON for stdout. Writes the files that
// are asked for. Throws Error(kOutput).
[[nodiscard]] std::string write_results(const EvalOptions& eval, std::vector<eval::Results> results,
                                        base::ThreadPool& threads);

}  // namespace vitviz::commands
