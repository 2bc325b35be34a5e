// SPDX-License-Identifier: Apache-2.0
// The group "Mask": how the object is found, and what becomes of it at the photo's size.
#pragma once

#include "analysis/mask_rule.h"
#include "objects/object_options.h"
#include "options/option_form.h"

namespace vitviz::options {

void add_mask_options(OptionForm& form, analysis::MaskChoice& choice,
                      objects::ObjectOptions& objects);

}  // namespace vitviz::options
