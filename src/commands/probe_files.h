// SPDX-License-Identifier: Apache-2.0
// What `vitviz probe` writes: a table and a plot.
#pragma once

#include <filesystem>
#include <span>

#include "base/thread_pool.h"
#include "commands/probe_options.h"
#include "features/probe_results.h"

namespace vitviz::commands {

// Throws Error(kOutput) where a file exists and may not be replaced, before anything is computed.
void check_files(const ProbeOptions& probe, std::span<const std::filesystem::path> photos);

// Those that are asked for. Throws Error(kOutput).
void write_files(const ProbeOptions& probe, const features::ProbeResults& results,
                 base::ThreadPool& threads);

}  // namespace vitviz::commands
