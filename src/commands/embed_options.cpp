// SPDX-License-Identifier: Apache-2.0
#include "commands/embed_options.h"

#include <string>

#include "commands/run_conditions.h"
#include "options/color_option.h"
#include "options/input_options.h"
#include "options/option_values.h"
#include "options/token_options.h"

namespace vitviz::commands {
namespace {

using options::OptionForm;

constexpr const char* kForm = "vitviz embed";
constexpr const char* kDescription =
    "vitviz embed turns each photo into one vector: CLS, the mean of the patches, both, or what\n"
    "the model's own classifier or pooling head reads. Photos of a folder come in the order of\n"
    "their names.";
constexpr const char* kFooter = R"(Examples:
  vitviz embed holiday                         features.npy, and the photo of each row
  vitviz embed holiday --readout cls+mean --normalize -o holiday.npz
  vitviz embed cat.jpg --block 8 --tokens block -o cat.csv
  vitviz embed cat.jpg --readout patches -o cat.npy
  vitviz embed holiday -m clip-b16 --project --normalize
  vitviz embed --recursive photos --resume     going on after it was broken off

Files:
  .npy                        float32 [photos, width]; NAME.rows.csv tells the photo of each row
  .npz                        arrays features and photos (paths in UTF-8, a line each)
  .csv                        photo,f0,f1,...
  .jsonl                      a line of JSON for each photo

Exit codes:
  0 done, 2 wrong usage, 3 a photo could not be read (it has no row),
  4 the model does not fit, 5 a result could not be written, 70 a bug in vitviz)";

void add_model_options(OptionForm& form, EmbedOptions& embed) {
  form.begin_group("Model");
  options::add_model_file_option(
      form, "Checkpoint of a Vision Transformer, or a name that 'vitviz models' lists",
      embed.model);
  options::add_loading_options(form, embed.model, embed.threads, embed.memory);
}

void add_feature_options(OptionForm& form, features::FeatureChoice& choice) {
  form.begin_group("Features");
  form.add_value({.names = "--readout",
                  .type = "WHICH",
                  .allowed = base::names_in(features::kReadouts),
                  .help = "What becomes the vector: {}. own is what the model's classifier reads; "
                          "without one what its pooling head (pool) makes of the patches, or else "
                          "CLS, or without CLS the mean of the patches",
                  .normally = std::string(base::name_of(features::kReadouts, choice.readout))},
                 options::by_name(features::kReadouts), choice.readout);
  options::add_one_block_option(form, choice.block);
  options::add_token_state_option(form, choice.state);
  form.add_flag("--project",
                "Bring CLS through CLIP's projection into the space that it shares with texts",
                choice.project);
  form.add_flag("--normalize", "Bring each vector to length 1", choice.normalize);
}

void add_output_options(OptionForm& form, EmbedOptions& embed) {
  form.begin_group("Output");
  form.add_value({.names = "-o,--out",
                  .type = "FILE",
                  .allowed = "the name of a file",
                  .help = "File for the features: .npy, .npz, .csv or .jsonl",
                  .normally = embed.out.string()},
                 options::parse_path, embed.out);
  form.add_flag("--force", "Replace results that exist already",
                [&embed] { embed.overwrite = base::Overwrite::kReplace; });
  form.add_flag("--resume",
                "Go on after a run that was broken off, with the features that it has left in "
                "FILE.unfinished",
                embed.resume);
  options::add_shard_option(form, embed.inputs.shard);
  form.add_flag("--quiet", "No progress bar, notes or summary; errors only", embed.quiet);
  options::add_color_option(form, embed.color);
}

}  // namespace

std::variant<EmbedOptions, options::Answer> parse_embed_arguments(int argc,
                                                                  const char* const* argv) {
  EmbedOptions embed;
  std::vector<std::string> inputs;
  OptionForm form({.name = kForm, .description = kDescription, .footer = kFooter});
  form.add_arguments({.name = "INPUT",
                      .type = "INPUT...",
                      .help = "Photos, folders and archives (.tar, .zip) of photos"},
                     inputs);
  add_model_options(form, embed);
  options::add_input_options(form, embed.question, embed.inputs);
  add_feature_options(form, embed.features);
  add_output_options(form, embed);
  if (auto answer = form.read(argc, argv)) return *std::move(answer);
  options::set_inputs(inputs, options::try_help_of(kForm), embed.inputs);
  embed.out = inputs::name_of_shard(embed.out, embed.inputs.shard);
  embed.decisive = decisive(form.given());
  return embed;
}

}  // namespace vitviz::commands
