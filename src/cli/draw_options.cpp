// SPDX-License-Identifier: Apache-2.0
#include "cli/draw_options.h"

#include <filesystem>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include <fmt/format.h>

#include "cli/color_option.h"
#include "cli/hint_options.h"
#include "cli/map_options.h"
#include "cli/names.h"
#include "cli/option_values.h"
#include "cli/precision_option.h"
#include "cli/value_option.h"
#include "sheet/sheet.h"

namespace vitviz::cli {
namespace {

constexpr const char* kFooter = R"(Examples:
  vitviz cat.jpg                               overlay and mask, by the model built in
  vitviz -m vit_small.safetensors cat.jpg      the same by another checkpoint
  vitviz --view heat --head all cat.jpg        a heat map for each head of the last block
  vitviz --recursive holiday -o maps           a folder with everything below it
  vitviz --raw attention --block all --head all --view none cat.jpg
                                               all numbers as an array, and no picture

Views:
  overlay   the photo, coloured by the map
  heat      the map alone
  mask      white where the strongest --keep of the attention lie
  outline   the photo with a line around the mask
  cutout    the photo where the mask is, with a soft edge, transparent elsewhere
  colors    every head of the block in a colour of its own, where it is the strongest,
            on the dark grey photo
  pca       the first three principal components of the patch tokens as red, green and
            blue: what the network holds for alike has like colours, in all photos
  terminal  the overlay as text on stdout, before the paths: sixel graphics where the
            terminal has them, else characters of 24-bit colours; writes no file

Exit codes:
  0 done, 2 wrong usage, 3 a photo could not be read (the others were drawn),
  4 the model does not fit, 5 a result could not be written, 70 a bug in vitviz)";

std::optional<std::filesystem::path> parse_path(const std::string& text) {
  if (text.empty()) return std::nullopt;
  return text;
}

std::string list_of(const std::vector<View>& views) {
  std::string list;
  for (const View view : views) {
    list += fmt::format("{}{}", list.empty() ? "" : ",", name_of(kViews, view));
  }
  return list;
}

void add_model_options(CLI::App& app, Options& options) {
  app.option_defaults()->group("Model");
  add_value(
      app,
      {.names = "-m,--model",
       .type = "FILE",
       .allowed = "the name of a file",
       .help = "Checkpoint of a Vision Transformer, as it was released, or a name that 'vitviz "
               "models' lists",
       .normally = "the model built in"},
      parse_path, options.model);
  add_hint_options(app, options.hints);
  add_precision_option(app, options.precision);
  add_value(app,
            {.names = "-t,--threads",
             .type = "N",
             .allowed = fmt::format("1 to {}", kMaxThreads),
             .help = "Threads to compute with, {}; the results are always the same",
             .normally = "all processors"},
            parse_threads, options.threads);
}

void add_input_options(CLI::App& app, Options& options) {
  app.option_defaults()->group("Input");
  add_value(app,
            {.names = "--size",
             .type = "N|HxW|native",
             .allowed = fmt::format("a short side or HEIGHTxWIDTH of 1 to {}, or native", kMaxSide),
             .help = "What the network sees: the photo with this short side, with exactly this "
                     "height and width, or as it is. Larger shows more detail and takes longer",
             .normally = "what suits the model"},
            parse_size, options.size);
  add_value(app,
            {.names = "--crop",
             .type = "X,Y,W,H|square",
             .allowed = "left, top, width and height in pixels of the upright photo, or square",
             .help = "Look at this part of the photo alone, as if it were all of it, and draw it: "
                     "{} for the largest in the middle",
             .normally = "the whole photo"},
            parse_crop, options.crop);
  app.add_flag("--recursive", options.recursive, "Take folders with everything below them");
  app.add_flag_callback(
      "--no-exif", [&options] { options.orientation = image::Orientation::kStored; },
      "Do not turn photos the way the camera was held");
}

void add_mask_options(CLI::App& app, Options& options) {
  app.option_defaults()->group("Mask");
  add_value(app,
            {.names = "--keep",
             .type = "SHARE",
             .allowed = "above 0, up to 1",
             .help = "Share of the attention that a mask keeps, {}",
             .normally = fmt::format("{}", options.keep)},
            parse_keep, options.keep);
}

void add_sheet_options(CLI::App& app, Options& options) {
  app.add_flag_callback(
      "--legend", [&options] { options.legend = true; },
      "A colour bar with numbers, also beside overlay and heat; heads and blocks always have one");
  app.add_flag_callback(
      "--no-legend", [&options] { options.legend = false; }, "No colour bar anywhere");
  add_value(
      app,
      {.names = "--range-by",
       .type = "WHICH",
       .allowed = names_in(kRangeBys),
       .help = "Maps of a sheet that have their colours in common: {}; map lets each run from "
               "its lowest to its highest value",
       .normally = "map in heads, block in blocks"},
      by_name(kRangeBys), options.range_by);
  add_value(app,
            {.names = "--scale",
             .type = "S",
             .allowed = fmt::format("{} to {}", sheet::kLeastScale, sheet::kMostScale),
             .help = "Size of heads, blocks and legends, {}: larger ones for print are drawn "
                     "larger, text included",
             .normally = fmt::format("{}", options.scale)},
            parse_scale, options.scale);
}

void add_picture_options(CLI::App& app, Options& options) {
  app.option_defaults()->group("Picture");
  add_value(
      app,
      {.names = "--view",
       .type = "LIST",
       .allowed = fmt::format("{}, several with commas, or {}", names_in(kViews), kNoneName),
       .help = "What is drawn: {}. heads is a sheet of all heads of a block beside the photo, "
               "blocks one of all blocks and heads",
       .normally = list_of(options.views)},
      parse_views, options.views);
  add_value(app,
            {.names = "--colormap",
             .type = "NAME",
             .allowed = names_in(kColormaps),
             .help = "Colours of overlay and heat: {}",
             .normally = std::string(name_of(kColormaps, options.overlay.colormap))},
            by_name(kColormaps), options.overlay.colormap);
  add_value(app,
            {.names = "--range",
             .type = "LO,HI|own|share",
             .allowed = "two numbers, the lower first, own, or share",
             .help = "Numbers that take the first and the last colour: these, those of each map by "
                     "itself (but for single hot patches), or those of all maps of the call, so "
                     "that pictures can be compared",
             .normally = "own"},
            parse_range, options.range);
  add_value(app,
            {.names = "--gamma",
             .type = "G",
             .allowed = "0.1 to 10",
             .help = "Bends the colours: below 1 shows more of what is low, above 1 less, {}",
             .normally = fmt::format("{}", options.gamma)},
            parse_gamma, options.gamma);
  add_value(app,
            {.names = "--opacity",
             .type = "SHARE",
             .allowed = "0 to 1",
             .help = "How strongly the colours of an overlay cover the photo, {}",
             .normally = fmt::format("{}", options.overlay.opacity)},
            parse_opacity, options.overlay.opacity);
  add_value(app,
            {.names = "--upsample",
             .type = "HOW",
             .allowed = names_in(kUpsamples),
             .help = "From the patches to the photo's pixels: {}",
             .normally = std::string(name_of(kUpsamples, options.upsample))},
            by_name(kUpsamples), options.upsample);
  app.add_flag("--foreground", options.foreground,
               "Fit the colours of pca on the object, and show it alone on the dark grey photo");
  app.add_flag("--guided", options.guided,
               "Let what is drawn follow the edges of the photo (a guided filter); finer than the "
               "network's patches, but not more certain");
  add_sheet_options(app, options);
}

void add_compatibility_options(CLI::App& app, Options& options) {
  app.option_defaults()->group("Compatibility");
  CLI::Option* const dino = app.add_flag(
      "--dino", options.like_dino,
      "Do what DINO's visualize_attention.py does: squash the photo to 480 x 480 (or --size), draw "
      "every head of the last block in whole patches and viridis, and its mask; under its file "
      "names (img.png, attn-head0.png, mask_th0.6_head0.png, ...)");
  for (const char* decided : {"--block", "--head", "--view", "--colormap", "--range", "--gamma",
                              "--opacity", "--upsample", "--raw"}) {
    dino->excludes(app.get_option(decided));
  }
}

void add_output_options(CLI::App& app, Options& options) {
  app.option_defaults()->group("Output");
  add_value(app,
            {.names = "-o,--out",
             .type = "DIR",
             .allowed = "the name of a folder",
             .help = "Folder for the results, created when missing",
             .normally = options.out.string()},
            parse_path, options.out);
  app.add_flag_callback(
      "--force", [&options] { options.overwrite = base::Overwrite::kReplace; },
      "Replace results that exist already");
  add_value(app,
            {.names = "--raw",
             .type = "LIST",
             .allowed = names_in(kRawArrays) + ", several with commas",
             .help = "Also write numbers as NumPy files (.npy): {}. npz has all of them and the "
                     "photo's geometry in one file",
             .normally = ""},
            parse_arrays, options.raw);
  app.add_flag("--json", options.json, "Print a line of JSON for each photo instead of paths");
  app.add_flag("--quiet", options.quiet, "No progress bar, notes or summary; errors only");
  add_color_option(app, options.color);
}

}  // namespace

void define_draw_options(CLI::App& app, Options& options) {
  add_model_options(app, options);
  add_input_options(app, options);
  add_map_options(app, options);
  add_mask_options(app, options);
  add_picture_options(app, options);
  add_output_options(app, options);
  add_compatibility_options(app, options);
  app.footer(kFooter);
}

}  // namespace vitviz::cli
