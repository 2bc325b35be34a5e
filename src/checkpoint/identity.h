// SPDX-License-Identifier: Apache-2.0
// By what a model is known again, without reading its numbers: hundreds of megabytes take longer
// to hash than what was computed with them takes to find.
#pragma once

#include <filesystem>
#include <string>

#include "checkpoint/hints.h"

namespace vitviz::checkpoint {

struct Identity {
  std::string place;  // where the model is, and how it is read: the same for a newer one there
  std::string state;  // which of those that were ever there it is
};

// Of a checkpoint file or folder; the state is its fingerprint(). Throws what read_checkpoint()
// throws.
[[nodiscard]] Identity identity_of(const std::filesystem::path& path, const Hints& hints);

// Of the model inside the executable.
[[nodiscard]] Identity identity_of_embedded_model(const Hints& hints);

}  // namespace vitviz::checkpoint
