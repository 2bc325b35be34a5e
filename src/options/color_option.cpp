// SPDX-License-Identifier: Apache-2.0
#include "options/color_option.h"

#include <array>

namespace vitviz::options {
namespace {

constexpr std::array kColorWhens = {
    base::Named{"auto", screen::ColorWhen::kAuto},
    base::Named{"always", screen::ColorWhen::kAlways},
    base::Named{"never", screen::ColorWhen::kNever},
};

}  // namespace

void add_color_option(OptionForm& form, screen::ColorWhen& when) {
  form.add_value({.names = "--color",
                  .type = "WHEN",
                  .allowed = base::names_in(kColorWhens),
                  .help = "Colours in messages: {}",
                  .normally = std::string(base::name_of(kColorWhens, when))},
                 by_name(kColorWhens), when);
}

}  // namespace vitviz::options
