// SPDX-License-Identifier: Apache-2.0
// The colours of --view pca, in common for all photos of a call.
//
// Photos are drawn as they come and none waits for the others. So what all have in common is fitted
// beforehand: on a few photos spread evenly over the call, each seen by the network once more, and
// on a few hundred patches spread evenly over each of these. A photo by itself needs none of this:
// its colours are fitted on its own patches when it is drawn.
#pragma once

#include <optional>
#include <vector>

#include "base/thread_pool.h"
#include "cli/inputs.h"
#include "cli/network_output.h"
#include "saliency/pca.h"

namespace vitviz::cli {

// At most as many photos are looked at, and as many patches of each.
inline constexpr int kMostPcaPhotos = 16;
inline constexpr int kMostPcaPatches = 1024;

// Nothing where there is only one photo, or none of those looked at can be read
// (which is reported when it is drawn). Throws Interrupted.
[[nodiscard]] std::optional<saliency::ColorBasis> fit_pca_basis(const std::vector<Input>& inputs,
                                                                const DrawJob& job,
                                                                base::ThreadPool& threads);

}  // namespace vitviz::cli
