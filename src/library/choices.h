// SPDX-License-Identifier: Apache-2.0
// What a caller asks for in names and plain numbers, as the rooms below have it.
#pragma once

#include "analysis/question.h"
#include "views/picture_options.h"
#include "vitviz/analysis.h"

namespace vitviz::library {

// How many threads are meant by a number of the options. Throws base::Error(kArgument) for one
// below zero.
[[nodiscard]] int threads_of(int asked);

// All of these throw base::Error(kArgument) for a name that nobody knows, and say which there are.
[[nodiscard]] analysis::Question question_about(const LookOptions& look);
void set_map(const MapChoice& choice, analysis::Question& question);
void set_mask(const MaskOptions& options, analysis::Question& question);
[[nodiscard]] objects::ObjectOptions object_options(const MaskOptions& options);
// With one view alone, which is a picture.
[[nodiscard]] views::PictureOptions picture_options(const std::string& view,
                                                    const PictureOptions& options);

}  // namespace vitviz::library
