// SPDX-License-Identifier: Apache-2.0
// The group "Picture": which views, and how they look.
#pragma once

#include <string>

#include "field/upsample.h"
#include "options/option_form.h"
#include "views/picture_options.h"

namespace vitviz::options {

void add_picture_options(OptionForm& form, views::PictureOptions& picture);

// --upsample, for other forms, too.
void add_upsample_option(OptionForm& form, const std::string& help, field::Upsample& how);

}  // namespace vitviz::options
