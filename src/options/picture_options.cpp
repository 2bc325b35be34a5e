// SPDX-License-Identifier: Apache-2.0
#include "options/picture_options.h"

#include "options/option_values.h"
#include "options/sheet_options.h"

namespace vitviz::options {
namespace {

std::string list_of(const views::ViewList& views) {
  std::string list;
  for (const views::View* view : views) {
    list += fmt::format("{}{}", list.empty() ? "" : ",", view->name);
  }
  return list;
}

std::vector<std::string> names_of_views() {
  std::vector<std::string> names = base::list_of_names(views::all_views());
  names.emplace_back(kNoneName);
  return names;
}

void add_views(OptionForm& form, views::PictureOptions& picture) {
  form.add_value({.names = "--view",
                  .type = "LIST",
                  .allowed = fmt::format("{}, several with commas, or {}",
                                         base::names_in(views::all_views()), kNoneName),
                  .help = "What is drawn: {}",
                  .normally = list_of(picture.views),
                  .offers = names_of_views()},
                 parse_views, picture.views);
}

void add_colors(OptionForm& form, views::PictureOptions& picture) {
  form.add_value(
      {.names = "--colormap",
       .type = "NAME",
       .allowed = base::names_in(views::kColormaps),
       .help = "Colours of overlay and heat: {}",
       .normally = std::string(base::name_of(views::kColormaps, picture.overlay.colormap))},
      by_name(views::kColormaps), picture.overlay.colormap);
  form.add_value({.names = "--range",
                  .type = "LO,HI|own|share",
                  .allowed = "two numbers, the lower first, own, or share",
                  .help = "Numbers that take the first and the last colour: these, those of each "
                          "map by itself (but for single hot patches), or those of all maps of the "
                          "call, so that pictures can be compared",
                  .normally = "own"},
                 parse_range, picture.range);
  form.add_value({.names = "--gamma",
                  .type = "G",
                  .allowed = "0.1 to 10",
                  .help = "Bends the colours: below 1 shows more of what is low, above 1 less, {}",
                  .normally = fmt::format("{}", picture.gamma)},
                 parse_gamma, picture.gamma);
  form.add_value({.names = "--opacity",
                  .type = "SHARE",
                  .allowed = "0 to 1",
                  .help = "How strongly the colours of an overlay cover the photo, {}",
                  .normally = fmt::format("{}", picture.overlay.opacity)},
                 parse_opacity, picture.overlay.opacity);
}

}  // namespace

void add_upsample_option(OptionForm& form, const std::string& help, field::Upsample& how) {
  form.add_value({.names = "--upsample",
                  .type = "HOW",
                  .allowed = base::names_in(field::kUpsamples),
                  .help = help,
                  .normally = std::string(base::name_of(field::kUpsamples, how))},
                 by_name(field::kUpsamples), how);
}

void add_picture_options(OptionForm& form, views::PictureOptions& picture) {
  form.begin_group("Picture");
  add_views(form, picture);
  add_colors(form, picture);
  add_upsample_option(form, "From the patches to the photo's pixels: {}", picture.upsample);
  form.add_flag("--foreground",
                "Fit the colours of pca on the object, and show it alone on the dark grey photo",
                picture.foreground);
  form.add_flag("--guided",
                "Let what is drawn follow the edges of the photo (a guided filter); finer than the "
                "network's patches, but not more certain. The object follows them in the same way, "
                "unless --refine says otherwise",
                picture.guided);
  form.add_flag("--boxes", "Draw the object's box in outline, and tell of it in --json",
                picture.boxes);
  add_sheet_options(form, picture);
}

}  // namespace vitviz::options
