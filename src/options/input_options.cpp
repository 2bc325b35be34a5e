// SPDX-License-Identifier: Apache-2.0
#include "options/input_options.h"

#include <algorithm>

#include "options/option_values.h"

namespace vitviz::options {

void add_size_option(OptionForm& form, std::optional<image::InputSize>& size) {
  form.add_value(
      {.names = "--size",
       .type = "N|HxW|native",
       .allowed = fmt::format("a short side or HEIGHTxWIDTH of 1 to {}, or native", kMaxSide),
       .help = "What the network sees: the photo with this short side, with exactly this height "
               "and width, or as it is. Larger shows more detail and takes longer",
       .normally = "what suits the model"},
      parse_size, size);
}

void set_inputs(const std::vector<std::string>& words, const std::string& help,
                inputs::InputChoice& choice) {
  if (words.empty() && choice.lists.empty()) fail_usage("no photo given", help);
  for (const std::string& word : words) {
    if (word.empty()) fail_usage("an INPUT is empty");
    choice.named.emplace_back(word);
  }
  const auto is_stdin = [](const std::filesystem::path& path) { return path == "-"; };
  if (std::count_if(choice.named.begin(), choice.named.end(), is_stdin) +
          std::count_if(choice.lists.begin(), choice.lists.end(), is_stdin) >
      1) {
    fail_usage("-: standard input can be read only once", "name it once");
  }
}

void add_shard_option(OptionForm& form, std::optional<inputs::Shard>& shard) {
  form.add_value(
      {.names = "--shard",
       .type = "I/N|slurm",
       .allowed = "I/N with I from 1 to N, or slurm inside of an array job",
       .help = "Take only the I-th of N parts of the photos, so that N machines share them out; "
               "slurm takes I and N from Slurm's array job. 'vitviz merge' joins what they tell",
       .normally = "all photos"},
      [](const std::string& text) {
        return text == "slurm" ? inputs::shard_of_slurm_task() : inputs::parse_shard(text);
      },
      shard);
}

void add_input_options(OptionForm& form, analysis::Question& question,
                       inputs::InputChoice& inputs) {
  form.begin_group("Input");
  add_size_option(form, question.size);
  form.add_value(
      {.names = "--crop",
       .type = "X,Y,W,H|square",
       .allowed = "left, top, width and height in pixels of the upright photo, or square",
       .help = "Look at this part of the photo alone, as if it were all of it, and draw it: {} for "
               "the largest in the middle",
       .normally = "the whole photo"},
      parse_crop, question.crop);
  form.add_flag("--recursive", "Search folders with all their subfolders",
                [&inputs] { inputs.search.depth = inputs::Depth::kEverythingBelow; });
  form.add_flag("--hidden", "Search for hidden photos, and in hidden folders, as well",
                inputs.search.hidden);
  form.add_flag("--follow", "Search the folders that links lead to as well", inputs.search.follow);
  form.add_list(
      {.names = "--from-file",
       .type = "LIST",
       .allowed = "the name of a file, or - for standard input",
       .help = "Also take the photos and folders that are listed in this file, one in "
               "each line, or each ended by NUL as 'find -print0' does",
       .normally = ""},
      [](const std::string& text) {
        const auto path = parse_path(text);
        return path ? std::optional(std::vector{*path}) : std::nullopt;
      },
      inputs.lists);
  form.add_flag("--no-exif", "Ignore the EXIF orientation",
                [&question] { question.orientation = image::Orientation::kStored; });
  form.add_flag("--no-icc", "Ignore the colour profile; otherwise colours are converted to sRGB",
                [&question] { question.color_profile = image::ColorProfile::kIgnored; });
  form.add_value(
      {.names = "--window",
       .type = "LO,HI|percentile",
       .allowed =
           "two numbers, the lower one first, or percentile, or percentile,LO,HI of 0 to 100",
       .help = "Draw these numbers of 16-bit, floating-point and other pictures black and white, "
               "and those between grey, as -160,240 for a CT scan; percentile takes the "
               "percentiles 2 and 98 of each picture, percentile,LO,HI others",
       .normally = "the upper 8 bits of photos"},
      parse_window, question.samples.window);
  form.add_value({.names = "--channels",
                  .type = "A|A,B,C",
                  .allowed = "one number or three, from 1",
                  .help = "See this channel as grey, or these three as red, green and blue, as "
                          "4,3,2 for a picture by a satellite",
                  .normally = "the first three, or the first of fewer"},
                 parse_channels, question.samples.channels);
}

}  // namespace vitviz::options
