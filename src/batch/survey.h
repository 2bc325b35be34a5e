// SPDX-License-Identifier: Apache-2.0
// What all photos of a call have in common: the range of the colours of maps,
// and the colours of tokens.
//
// Photos are drawn as they come and none waits for the others. So this is found beforehand, and the
// network sees a photo once more: every photo for a range; for the colours a few, spread evenly
// over the call, and a few hundred patches spread evenly over each of these. A photo by itself
// needs none of this.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "analysis/crew.h"
#include "batch/draw_job.h"
#include "color/value_range.h"
#include "inputs/find_photos.h"
#include "maps/pca.h"

namespace vitviz::batch {

// For the colours, at most as many photos are looked at.
inline constexpr std::size_t kMostPcaPhotos = 16;

struct Survey {
  std::optional<color::ValueRange> range;
  std::optional<maps::ColorBasis> pca;
};

// The same for the same range and colours, to the last digit; empty for neither.
[[nodiscard]] std::string digest_of(const Survey& survey);

// Which of so many photos have to be looked at, ascending. None where each stands by itself.
[[nodiscard]] std::vector<std::size_t> photos_to_survey(std::size_t photos, const DrawJob& job);

// Looks at these photos, several at once. Photos that cannot be read are left out; that is reported
// when they are drawn. `on_photo` is called after each photo, by several threads. Throws Stopped.
[[nodiscard]] Survey survey(const std::vector<inputs::Input>& inputs,
                            const std::vector<std::size_t>& looked_at, const DrawJob& job,
                            analysis::PhotoCrew& crew, const std::function<void()>& on_photo);

}  // namespace vitviz::batch
