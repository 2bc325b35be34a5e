// SPDX-License-Identifier: Apache-2.0
// The group "Video".
#pragma once

#include "batch/clip_options.h"
#include "options/option_form.h"

namespace vitviz::options {

void add_video_options(OptionForm& form, batch::ClipOptions& clip);

}  // namespace vitviz::options
