// SPDX-License-Identifier: Apache-2.0
#include "options/sheet_options.h"

#include "options/option_values.h"
#include "sheet/sheet.h"

namespace vitviz::options {

void add_sheet_options(OptionForm& form, views::PictureOptions& picture) {
  form.add_flag(
      "--legend",
      "A colour bar with numbers, also beside overlay and heat; heads and blocks always have one",
      [&picture] { picture.legend = true; });
  form.add_flag("--no-legend", "No colour bar anywhere", [&picture] { picture.legend = false; });
  form.add_value({.names = "--range-by",
                  .type = "WHICH",
                  .allowed = base::names_in(views::kRangeBys),
                  .help = "Maps of a sheet that have their colours in common: {}; map lets each "
                          "run from its lowest to its highest value",
                  .normally = "map in heads, block in blocks"},
                 by_name(views::kRangeBys), picture.range_by);
  form.add_value({.names = "--scale",
                  .type = "S",
                  .allowed = fmt::format("{} to {}", sheet::kLeastScale, sheet::kMostScale),
                  .help = "Size of sheets and legends, {}: larger ones for print are drawn larger, "
                          "text included",
                  .normally = fmt::format("{}", picture.scale)},
                 parse_scale, picture.scale);
}

}  // namespace vitviz::options
