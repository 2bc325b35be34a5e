// SPDX-License-Identifier: Apache-2.0
// From the catalogue to the cache: fetched, checked, and only then there.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>

#include "fetch/catalogue.h"

namespace vitviz::fetch {

struct FetchWishes {
  std::optional<std::string> url;     // instead of the catalogue's address
  std::optional<std::string> sha256;  // instead of what the maker publishes
};

// Who wants to know how far it is. Each may be empty.
struct FetchProgress {
  std::function<void(const std::string& name)> on_file;  // another file begins
  std::function<void(std::uint64_t received, std::optional<std::uint64_t> total)> on_bytes;
  std::function<void()> on_arrival;  // all files are there; now they are checked
};

// What arrives is kept in NAME.incoming, where an interrupted transfer continues. Weights with
// another SHA-256 than expected are removed; those that cannot be loaded are kept as NAME.rejected,
// for `vitviz inspect`. Everything else becomes NAME, in one step, and replaces an older one.
//
// Returns what is to be read (model_cache.h). Throws Error(kModel) when the model cannot be had or
// does not load, Error(kOutput) when it cannot be written, and Stopped.
[[nodiscard]] std::filesystem::path fetch_model(const KnownModel& known, const FetchWishes& wishes,
                                                const FetchProgress& progress,
                                                const std::stop_token& stop);

}  // namespace vitviz::fetch
