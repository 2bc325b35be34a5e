// SPDX-License-Identifier: Apache-2.0
// Legends and sheets, which belong to the group "Picture".
#pragma once

#include "options/option_form.h"
#include "views/picture_options.h"

namespace vitviz::options {

void add_sheet_options(OptionForm& form, views::PictureOptions& picture);

}  // namespace vitviz::options
