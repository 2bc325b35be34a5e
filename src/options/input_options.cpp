// SPDX-License-Identifier: Apache-2.0
#include "options/input_options.h"

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

void check_inputs(const std::vector<std::string>& inputs, const std::string& help) {
  if (inputs.empty()) fail_usage("no photo given", help);
  for (const std::string& input : inputs) {
    if (input.empty()) fail_usage("an INPUT is empty");
    if (input == "-") {
      fail_usage("-: photos are not read from standard input",
                 "give the name of a file; ./- is the file named -");
    }
  }
}

void add_input_options(OptionForm& form, analysis::Question& question, bool& recursive) {
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
  form.add_flag("--recursive", "Search folders with all their subfolders", recursive);
  form.add_flag("--no-exif", "Ignore the EXIF orientation",
                [&question] { question.orientation = image::Orientation::kStored; });
  form.add_flag("--no-icc", "Ignore the colour profile; otherwise colours are converted to sRGB",
                [&question] { question.color_profile = image::ColorProfile::kIgnored; });
}

}  // namespace vitviz::options
