// SPDX-License-Identifier: Apache-2.0
// What an earlier forward pass of the same photo tells of another question.
#pragma once

#include <optional>

#include "analysis/analyse.h"
#include "library/answers.h"

namespace vitviz::library {

// All that the inquiry needs, as a pass of its own would leave it, but for prefix shares and the
// final tokens as such; nothing where the earlier pass did not keep it.
[[nodiscard]] std::optional<analysis::NetworkOutput> told_by(const Answer& earlier,
                                                             const analysis::Inquiry& inquiry);

}  // namespace vitviz::library
