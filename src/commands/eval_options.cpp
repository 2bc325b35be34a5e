// SPDX-License-Identifier: Apache-2.0
#include "commands/eval_options.h"

#include <utility>

#include <fmt/format.h>

#include "base/check.h"
#include "field/taps.h"
#include "options/color_option.h"
#include "options/input_options.h"
#include "options/map_options.h"
#include "options/mask_options.h"
#include "options/token_options.h"
#include "options/option_values.h"
#include "options/picture_options.h"

namespace vitviz::commands {
namespace {

using options::OptionForm;

constexpr const char* kForm = "vitviz eval";
constexpr const char* kDescription =
    "vitviz eval scores maps, masks and boxes against the truth of a data set, and prints how\n"
    "every number came about. DATASET is a folder with images/ and masks/, a folder in the\n"
    "layout of PASCAL VOC, or a JSON file with COCO's boxes. Photos are read as stored, without\n"
    "EXIF rotation, because truths are drawn on those pixels.";
constexpr const char* kExamples = R"(Examples:
  vitviz eval birds                                     the built-in model's default mask
  vitviz eval birds -m dino-s16 --mask tokencut         another model and another mask
  vitviz eval birds --sweep keep=0.3:0.9:0.1 --plot keep.png
                                                        how much a mask should keep
  vitviz eval VOC2012 --split val --task jaccard --size 480x480 --refine none -m dino-s16
                                                        best head per object, as in DINO
  vitviz eval birds --sheets sheets                     see what every method of masks finds
  vitviz eval birds --log birds.log --csv birds.csv     can be interrupted and continued

)";
constexpr const char* kExitCodes = R"(
Exit codes:
  0 done, 2 wrong usage, 3 the data set or a photo could not be read (the others were
  scored), 4 the model does not fit, 5 a result could not be written, 70 a bug in vitviz)";

std::string footer() {
  std::vector<std::pair<std::string, std::string>> tasks;
  tasks.reserve(eval::kTasks.size());
  for (const auto& [name, task] : eval::kTasks) tasks.emplace_back(name, task->help);
  return kExamples + options::help_list("Tasks", tasks) + kExitCodes;
}

std::optional<std::string> parse_name(const std::string& text) {
  if (text.empty()) return std::nullopt;
  return text;
}

void add_data_set_options(OptionForm& form, EvalOptions& eval) {
  form.begin_group("Data set");
  form.add_value({.names = "--task",
                  .type = "NAME",
                  .allowed = base::names_in(eval::kTasks),
                  .help = "What is scored: {}",
                  .normally = "saliency for folders, corloc for VOC and COCO"},
                 options::by_name(eval::kTasks), eval.task);
  form.add_value({.names = "--split",
                  .type = "NAME",
                  .allowed = "the name of a list of photos",
                  .help = "Only the photos of this list in VOC's ImageSets, such as val",
                  .normally = "all that have a truth"},
                 parse_name, eval.data_set.split);
  form.add_value({.names = "--truth",
                  .type = "KIND",
                  .allowed = base::names_in(eval::kVocTruths),
                  .help = "Which annotations of VOC are the truth: {}",
                  .normally = "instances; boxes for corloc"},
                 options::by_name(eval::kVocTruths), eval.data_set.truth);
  form.add_value({.names = "--photos",
                  .type = "DIR",
                  .allowed = "the name of a folder",
                  .help = "Folder with the photos of a JSON file",
                  .normally = "the file's own"},
                 options::parse_path, eval.data_set.photos);
  form.add_flag("--drop-hard", "Ignore boxes marked as difficult or truncated",
                [&eval] { eval.setting.hard_boxes = eval::HardBoxes::kDrop; });
}

void add_model_options(OptionForm& form, EvalOptions& eval) {
  form.begin_group("Model");
  options::add_model_file_option(
      form, "Checkpoint of a Vision Transformer, or a name that 'vitviz models' lists", eval.model);
  options::add_hint_options(form, eval.model.hints);
  options::add_precision_option(form, eval.model.precision);
  options::add_threads_option(form, "; the scores are always the same", eval.threads);
}

void add_map_options(OptionForm& form, EvalOptions& eval) {
  analysis::Question& question = eval.setting.question;
  form.begin_group("Map");
  options::add_size_option(form, question.size);
  options::add_map_option(form, "The number that each patch has: {}", question.map);
  form.add_value({.names = "--block",
                  .type = "N",
                  .allowed = "a whole number",
                  .help = "Block whose attention, features or tokens are taken: 0 is the first, -1 "
                          "the last",
                  .normally = "-1, or the pooling head of a model that has one",
                  .offers = options::usual_blocks()},
                 options::parse_block, question.block);
  form.add_value(
      {.names = "--head",
       .type = "N|mean|max|min|all",
       .allowed = fmt::format("a head counted from 0, {}, or {}",
                              base::names_in(analysis::kHeadFusions), analysis::kAllName),
       .help = "One head, all of them fused into one map, or all: for jaccard, each "
               "object then has its best head",
       .normally = "mean; all for jaccard"},
      options::parse_head, eval.head);
  options::add_token_options(form, question);
  options::add_upsample_option(form, "From the patches to pixels: {}",
                               eval.setting.objects.upsample);
}

void add_score_options(OptionForm& form, EvalOptions& eval) {
  form.begin_group("Scores");
  form.add_flag("--soft",
                "For saliency: score the map itself, scaled to its own range, instead of a mask",
                eval.setting.soft);
  form.add_value(
      {.names = "--score-at",
       .type = "SIZE",
       .allowed = base::names_in(scoring::kScoredAt),
       .help = "Where prediction and truth are compared: at the photo's own size, or at that of "
               "the network's input, to which truths are then reduced: {}",
       .normally = std::string(base::name_of(scoring::kScoredAt, eval.setting.at))},
      options::by_name(scoring::kScoredAt), eval.setting.at);
  form.add_value(
      {.names = "--sweep",
       .type = "NAME=VALUES",
       .allowed = fmt::format("NAME=FROM:TO:STEP or NAME=A,B,C with at most {} values of "
                              "{}",
                              kMostSettings, sweepable_names()),
       .help = "Compare several values of an option: {}",
       .normally = ""},
      parse_sweep, eval.sweep);
}

void add_output_options(OptionForm& form, EvalOptions& eval) {
  form.begin_group("Output");
  const auto add_file = [&](const char* name, const char* help,
                            std::optional<std::filesystem::path>& file) {
    form.add_value({.names = name,
                    .type = "FILE",
                    .allowed = "the name of a file",
                    .help = help,
                    .normally = ""},
                   options::parse_path, file);
  };
  form.add_flag("--json", "Print one JSON object instead of a table", eval.json);
  add_file("--csv", "Write a row for each photo, with its scores", eval.csv);
  add_file("--plot", "Draw the curve of a sweep with its intervals (PNG)", eval.plot);
  form.add_value({.names = "--score",
                  .type = "NAME",
                  .allowed = "the name of a score",
                  .help = "The score that --plot draws",
                  .normally = "the first of the table"},
                 parse_name, eval.plotted);
  add_file("--log",
           "Write every photo's scores to this file as they come. The same command, run again, "
           "continues from there",
           eval.log);
  form.add_value({.names = "--sheets",
                  .type = "DIR",
                  .allowed = "the name of a folder",
                  .help = "For saliency: draw for each photo a sheet with its truth and what every "
                          "method of masks finds, with their IoU",
                  .normally = ""},
                 options::parse_path, eval.sheets);
  form.add_flag("--force", "Replace existing files",
                [&eval] { eval.overwrite = base::Overwrite::kReplace; });
  form.add_flag("--quiet", "No progress bar, notes or summary", eval.quiet);
  options::add_color_option(form, eval.color);
}

void check_arguments(const std::vector<std::string>& data_sets, const EvalOptions& eval) {
  const std::string help = options::try_help_of(kForm);
  if (data_sets.empty() || data_sets.front().empty()) options::fail_usage("no DATASET given", help);
  if (data_sets.size() > 1) options::fail_usage("only one DATASET can be scored", help);
  if (eval.plot && !eval.sweep) {
    options::fail_usage("--plot draws the curve of a sweep", "add --sweep, as in keep=0.3:0.9:0.1");
  }
  if (eval.sheets && eval.sweep) {
    options::fail_usage("--sheets draws what one setting finds", "leave out --sweep");
  }
  if (!eval.plotted.empty() && !eval.plot) {
    options::fail_usage("--score names what --plot draws", "add --plot, or leave it out");
  }
}

}  // namespace

std::variant<EvalOptions, options::Answer> parse_eval_arguments(int argc, const char* const* argv) {
  EvalOptions eval;
  std::vector<std::string> data_sets;
  OptionForm form({.name = kForm, .description = kDescription, .footer = footer()});
  form.add_arguments({.name = "DATASET", .type = "DATASET", .help = "Photos with their truth"},
                     data_sets);
  add_data_set_options(form, eval);
  add_model_options(form, eval);
  add_map_options(form, eval);
  options::add_mask_options(form, eval.setting.question.mask, eval.setting.objects);
  add_score_options(form, eval);
  add_output_options(form, eval);
  if (auto answer = form.read(argc, argv)) return *std::move(answer);
  check_arguments(data_sets, eval);
  eval.data_set.path = data_sets.front();
  eval.setting.question.mask.compare = eval.sheets.has_value();
  return eval;
}

std::vector<scoring::Setting> settings_of(const EvalOptions& eval, const eval::Task& task) {
  scoring::Setting setting = eval.setting;
  const bool asks_all = &task == &eval::kJaccard;
  const analysis::HeadChoice usual = asks_all ? analysis::HeadChoice(analysis::Each{})
                                              : analysis::HeadChoice(tensor::HeadFusion::kMean);
  setting.question.head = eval.head.value_or(usual);
  if (!eval.sweep) return {setting};
  std::vector<scoring::Setting> settings;
  for (const std::string& value : eval.sweep->values) {
    settings.push_back(setting);
    VITVIZ_CHECK(eval.sweep->option->apply(value, settings.back()));
  }
  return settings;
}

}  // namespace vitviz::commands
