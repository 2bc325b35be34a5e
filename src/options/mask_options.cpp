// SPDX-License-Identifier: Apache-2.0
#include "options/mask_options.h"

#include <optional>
#include <string>

#include "masks/method_table.h"
#include "options/option_values.h"

namespace vitviz::options {
namespace {

// "3", or "all".
std::optional<int> parse_objects(const std::string& text) {
  if (text == analysis::kAllName) return objects::kMostObjects;
  return parse_integer(text, 1, objects::kMostObjects);
}

std::optional<double> parse_cosine(const std::string& text) {
  const auto cosine = parse_number(text);
  return cosine && *cosine >= -1 && *cosine <= 1 ? cosine : std::nullopt;
}

void add_method(OptionForm& form, analysis::MaskChoice& choice) {
  form.add_value(
      {.names = "--mask",
       .type = "NAME",
       .allowed = base::names_in(masks::all_methods()),
       .help =
           "How the object is found: {}. Usually the model's mask head says it; mass does where "
           "the model has none, or where another map, block, head or share is asked for",
       .normally = "learned or mass"},
      by_name(masks::all_methods()), choice.method);
  form.add_value({.names = "--keep",
                  .type = "SHARE",
                  .allowed = "above 0, up to 1",
                  .help = "Share of the map that mass keeps, {}",
                  .normally = fmt::format("{}", analysis::MaskRule{}.options.keep)},
                 parse_keep, choice.keep);
}

void add_comparison(OptionForm& form, analysis::MaskChoice& choice) {
  form.add_value(
      {.names = "--features",
       .type = "KIND",
       .allowed = base::names_in(analysis::kFeatures),
       .help = "What found, lost, the cuts and spectral compare patches by, {}: queries, keys or "
               "values of the block's attention, or its tokens",
       .normally = std::string(base::name_of(analysis::kFeatures, analysis::MaskRule{}.features))},
      by_name(analysis::kFeatures), choice.features);
  form.add_value(
      {.names = "--threshold",
       .type = "COSINE",
       .allowed = "-1 to 1",
       .help = "From which cosine tokencut and maskcut take two patches for similar, {}: "
               "the papers have 0.2, for DINO; usually what divides the photo's own "
               "cosines into two classes (Otsu)",
       .normally = "of the photo"},
      parse_cosine, choice.threshold);
}

}  // namespace

void add_mask_options(OptionForm& form, analysis::MaskChoice& choice,
                      objects::ObjectOptions& objects) {
  form.begin_group("Mask");
  add_method(form, choice);
  add_comparison(form, choice);
  form.add_value({.names = "--refine",
                  .type = "HOW",
                  .allowed = base::names_in(objects::kRefines),
                  .help = "How the object gets the photo's edges: {}. bilateral also cleans",
                  .normally = std::string(base::name_of(objects::kRefines, objects::kUsualRefine))},
                 by_name(objects::kRefines), objects.refine);
  form.add_flag("--clean", "Fill holes of the object and drop specks beside it", objects.clean);
  form.add_value(
      {.names = "--objects",
       .type = "N|all",
       .allowed = fmt::format("1 to {}, or {}", objects::kMostObjects, analysis::kAllName),
       .help = "Tell objects apart: what maskcut finds, or the parts of the mask of other methods, "
               "the largest first; {}",
       .normally = "all together"},
      parse_objects, objects.separate);
}

}  // namespace vitviz::options
