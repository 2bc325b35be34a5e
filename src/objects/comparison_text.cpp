// SPDX-License-Identifier: Apache-2.0
#include "objects/comparison_text.h"

#include <fmt/format.h>

#include "base/named.h"

namespace vitviz::objects {

std::string comparison_text(const ObjectFinder& finder) {
  const analysis::MaskRule& rule = finder.rule();
  return fmt::format(
      "keep {:g}, features {}, threshold {}, refined: {}", rule.options.keep,
      base::name_of(analysis::kFeatures, rule.features),
      rule.options.threshold ? fmt::format("{:g}", *rule.options.threshold) : "of the photo",
      base::name_of(kRefines, finder.refine()));
}

}  // namespace vitviz::objects
