// SPDX-License-Identifier: Apache-2.0
// The contact sheet of `vitviz similar`.
#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <vector>

#include "base/byte_budget.h"
#include "base/error.h"
#include "commands/context.h"
#include "commands/similar_options.h"
#include "features/similar_results.h"
#include "model/blueprint.h"

namespace vitviz::commands {

// Throws Error(kOutput) where the file exists and may not be replaced, before anything is computed.
// `photos` are what the call reads.
void check_sheet(const SimilarOptions& similar, std::span<const std::filesystem::path> photos);

// Draws and writes it where it is asked for. A photo that cannot be read any more is told of, and
// leaves an empty place; the worst such failure is returned. Throws Error(kOutput), and Stopped.
std::optional<base::ErrorCode> write_sheet(const SimilarOptions& similar,
                                           const features::SimilarResults& results,
                                           const model::Blueprint& blueprint,
                                           base::ByteBudget& memory, const Context& context);

}  // namespace vitviz::commands
