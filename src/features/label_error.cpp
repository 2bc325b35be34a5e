// SPDX-License-Identifier: Apache-2.0
#include "features/label_error.h"

#include <fmt/format.h>

#include "base/error.h"
#include "base/text.h"

namespace vitviz::features {

void fail_labels(const std::filesystem::path& place, std::string_view what,
                 const std::string& hint) {
  throw base::Error(base::ErrorCode::kInput,
                    fmt::format("{}: {}", base::printable(place.string()), what), hint);
}

}  // namespace vitviz::features
