// SPDX-License-Identifier: Apache-2.0
#include "commands/classify_options.h"

#include <string>
#include <utility>

#include <fmt/format.h>

#include "image/photo_format.h"
#include "options/color_option.h"
#include "options/input_options.h"
#include "options/option_values.h"

namespace vitviz::commands {
namespace {

using options::OptionForm;

constexpr const char* kForm = "vitviz classify";
constexpr const char* kDescription =
    "vitviz classify prints the likeliest classes of photos, by the classifier that the model was\n"
    "trained with: the readout \"as trained\", which comes first. Where its layer takes them, the\n"
    "others follow: what it says of CLS alone, and of the mean of the patches alone.";
constexpr const char* kFooter = R"(Readouts:
  cls           the CLS token
  mean          the mean of the patch tokens
  cls+mean      both side by side, twice as many numbers: DINOv2's linear classifiers
  max, avgmax   the largest of each number over all patches; its mean with the mean
  pool          what attention pooling makes of the patches
  both heads    of distilled DeiT: the mean of what its two heads say, which follow
                as cls and distillation
All are read after the norms that the model's own readout passes.

Examples:
  vitviz classify cat.jpg -m deit-s16                  the five likeliest classes
  vitviz classify cat.jpg -m deit-s16-distilled --top 1
                                                       one of each head
  vitviz classify holiday -m vit.safetensors --json    a folder, for a script

Exit codes:
  0 done, 2 wrong usage, 3 a photo could not be read (the others were classified),
  4 the model does not fit or has no classifier, 5 standard output could not be written,
  70 a bug in vitviz)";

void add_model_options(OptionForm& form, ClassifyOptions& classify) {
  form.begin_group("Model");
  form.add_value({.names = "-m,--model",
                  .type = "FILE",
                  .allowed = "the name of a file",
                  .help = "Checkpoint of a Vision Transformer with a classifier, which the "
                          "built-in model has not, or a name that 'vitviz models' lists",
                  .normally = ""},
                 options::parse_path, classify.model.file);
  options::add_loading_options(form, classify.model, classify.threads, classify.memory);
}

void add_output_options(OptionForm& form, ClassifyOptions& classify) {
  form.begin_group("Output");
  form.add_value({.names = "--top",
                  .type = "N",
                  .allowed = "a whole number, at least 1",
                  .help = "How many classes of each readout",
                  .normally = std::to_string(classify.top)},
                 options::parse_count, classify.top);
  form.add_flag("--json", "Print a line of JSON for each photo instead of text", classify.json);
  form.add_flag("--quiet", "No progress bar, notes or summary; errors only", classify.quiet);
  options::add_color_option(form, classify.color);
}

}  // namespace

std::variant<ClassifyOptions, options::Answer> parse_classify_arguments(int argc,
                                                                        const char* const* argv) {
  ClassifyOptions classify;
  std::vector<std::string> inputs;
  OptionForm form({.name = kForm, .description = kDescription, .footer = kFooter});
  form.add_arguments(
      {.name = "INPUT",
       .type = "INPUT...",
       .help = fmt::format("Photos ({}), folders and archives (.tar, .zip) of photos",
                           image::kPhotoFormats)},
      inputs);
  add_model_options(form, classify);
  options::add_input_options(form, classify.question, classify.inputs);
  add_output_options(form, classify);
  if (auto answer = form.read(argc, argv)) return *std::move(answer);
  options::set_inputs(inputs, options::try_help_of(kForm), classify.inputs);
  return classify;
}

}  // namespace vitviz::commands
