// SPDX-License-Identifier: Apache-2.0
// The group "Picture": which views, and how they look.
#pragma once

#include "options/option_form.h"
#include "views/picture_options.h"

namespace vitviz::options {

void add_picture_options(OptionForm& form, views::PictureOptions& picture);

}  // namespace vitviz::options
