// SPDX-License-Identifier: Apache-2.0
// From the catalogue to the cache: fetched, checked, and only then there.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "cli/transfer_progress.h"
#include "fetch/catalogue.h"

namespace vitviz::cli {

struct FetchWishes {
  std::optional<std::string> url;     // instead of the catalogue's address
  std::optional<std::string> sha256;  // instead of what the maker publishes
};

// What arrives is kept in NAME.incoming, where an interrupted transfer continues. Weights with
// another SHA-256 than expected are removed; those that cannot be loaded are kept as NAME.rejected,
// for `vitviz inspect`. Everything else becomes NAME, in one step, and replaces an older one.
//
// Returns what -m is to read. Throws Error(kModel) when the model cannot be had or does not load,
// Error(kOutput) when it cannot be written, and Interrupted.
[[nodiscard]] std::filesystem::path fetch_model(const fetch::KnownModel& known,
                                                const FetchWishes& wishes,
                                                TransferProgress& progress);

}  // namespace vitviz::cli
