// SPDX-License-Identifier: Apache-2.0
#include "options/output_options.h"

#include <array>

#include "base/named.h"
#include "options/color_option.h"
#include "options/input_options.h"
#include "options/option_values.h"

namespace vitviz::options {
namespace {

constexpr std::array kOnError = {base::Named{"continue", false}, base::Named{"stop", true}};

std::optional<std::shared_ptr<const batch::NamePattern>> parse_name(const std::string& text) {
  auto pattern = batch::NamePattern::parse(text);
  if (!pattern) return std::nullopt;
  return std::make_shared<const batch::NamePattern>(*std::move(pattern));
}

}  // namespace

void add_output_options(OptionForm& form, batch::OutputOptions& output, screen::PrintOptions& print,
                        screen::ColorWhen& color) {
  form.begin_group("Output");
  form.add_value({.names = "-o,--out",
                  .type = "DIR",
                  .allowed = "the name of a folder",
                  .help = "Folder for the results, created when missing",
                  .normally = output.out.string()},
                 parse_path, output.out);
  form.add_value(
      {.names = "--name",
       .type = "PATTERN",
       .allowed = "a path below the folder for results, with {folder}, {parent}, {stem}, "
                  "{index}, {view}, {map}, {block}, {head}, {query} and {object}",
       .help = "What results are called, without the extension: {}. {{folder}} is the "
               "folder below the one that was named",
       .normally = "{folder}/{stem}.{view}, and what tells more"},
      parse_name, output.name);
  form.add_flag("--force", "Replace results that exist already",
                [&output] { output.overwrite = base::Overwrite::kReplace; });
  form.add_value({.names = "--raw",
                  .type = "LIST",
                  .allowed = base::names_in(batch::kRawArrays) + ", several with commas",
                  .help = "Also write numbers as NumPy files (.npy): {}. npz has all of them and "
                          "the photo's geometry in one file",
                  .normally = "",
                  .offers = base::list_of_names(batch::kRawArrays)},
                 parse_arrays, output.raw);
  form.add_value(
      {.names = "--coco",
       .type = "FILE",
       .allowed = "the name of a file",
       .help = "Also write the objects of all photos as a COCO data set: boxes and masks",
       .normally = ""},
      parse_path, output.coco);
  form.add_flag("--json", "Print a line of JSON for each photo instead of paths",
                [&output, &print] { output.findings = print.json = true; });
  form.add_flag("-0,--print0",
                "End each path with NUL instead of a newline, for 'xargs -0'; paths in lists that "
                "are read as well",
                print.nul);
  form.exclude("--print0", {"--json"});
  form.add_flag("--quiet", "No progress bar, notes or summary; errors only", print.quiet);
  add_color_option(form, color);
}

void add_series_options(OptionForm& form, std::optional<inputs::Shard>& shard,
                        batch::OutputOptions& output, screen::PrintOptions& print) {
  form.begin_group("Many photos");
  form.add_flag("--resume",
                "Go on after a run that was broken off: leave out photos whose results are there, "
                "whole, and made with the same options and model; draw the others anew",
                output.resume);
  form.exclude("--resume", {"--force"});
  add_shard_option(form, shard);
  form.add_value({.names = "--on-error",
                  .type = "WHAT",
                  .allowed = base::names_in(kOnError),
                  .help = "After a photo that failed: {}",
                  .normally = "continue"},
                 by_name(kOnError), output.stop_on_error);
  form.add_value({.names = "--failed",
                  .type = "FILE",
                  .allowed = "the name of a file",
                  .help = "List the photos that failed in this file, for --from-file",
                  .normally = ""},
                 parse_path, output.failed);
  form.add_value({.names = "--table",
                  .type = "FILE",
                  .allowed = "the name of a .csv or .jsonl file",
                  .help = "Also write a table with a row for each photo and map: sizes, entropy, "
                          "concentration, centre, mask, top class, timings; as .csv or .jsonl",
                  .normally = ""},
                 parse_table, output.table);
  form.add_value({.names = "--progress",
                  .type = "HOW",
                  .allowed = base::names_in(screen::kProgressKinds),
                  .help = "Show how far the run is: {}; lines are for log files",
                  .normally = "a bar, where stderr is a terminal"},
                 by_name(screen::kProgressKinds), print.progress);
}

void add_compatibility_options(OptionForm& form, batch::OutputOptions& output) {
  form.begin_group("Compatibility");
  form.add_flag(
      "--dino",
      "Do what DINO's visualize_attention.py does: squash the photo to 480 x 480 (or --size), draw "
      "every head of the last block in whole patches and viridis, and its mask; under its file "
      "names (img.png, attn-head0.png, mask_th0.6_head0.png, ...)",
      output.like_dino);
  form.exclude("--dino",
               {"--block", "--head", "--view", "--colormap", "--range", "--gamma", "--opacity",
                "--upsample", "--raw", "--mask", "--features", "--threshold", "--refine", "--clean",
                "--objects", "--boxes", "--coco", "--name", "--table"});
}

}  // namespace vitviz::options
