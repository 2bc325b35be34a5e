// SPDX-License-Identifier: Apache-2.0
#include "commands/draw_options.h"

#include <algorithm>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "commands/build_facts.h"
#include "commands/command.h"
#include "commands/run_conditions.h"
#include "image/photo_format.h"
#include "masks/method_table.h"
#include "options/input_options.h"
#include "options/map_options.h"
#include "options/mask_options.h"
#include "options/output_options.h"
#include "options/picture_options.h"
#include "options/video_options.h"
#include "video/video_kind.h"

namespace vitviz::commands {
namespace {

constexpr const char* kExamples = R"(Examples:
  vitviz cat.jpg                               overlay and mask, with the built-in model
  vitviz -m vit_small.safetensors cat.jpg      the same with another checkpoint
  vitviz --view heat --head all cat.jpg        a heat map for each head of the last block
  vitviz --view compare clip.mp4               a video: clip.compare.mp4
  vitviz --recursive holiday -o maps           a folder with everything below it
  vitviz --recursive holiday -o maps --resume  the same, going on after it was broken off
  vitviz 'shards/*.tar' -o maps                the photos in archives, without unpacking
  find . -name '*.jpg' | vitviz - -o maps      photos that another program lists
  vitviz --raw attention --block all --head all --view none cat.jpg
                                               all numbers as an array, and no picture

)";
constexpr const char* kExitCodes = R"(
Exit codes:
  0 done, 2 wrong usage, 3 a photo could not be read (the others were drawn),
  4 the model does not fit, 5 a result could not be written, 70 a bug in vitviz)";

// The table's names, and what it says of each.
template <typename Table>
std::string listed(const std::string& title, const Table& table) {
  std::vector<std::pair<std::string, std::string>> entries;
  for (const auto& [name, value] : table) entries.emplace_back(name, value->help);
  return options::help_list(title, entries);
}

std::string other_forms() {
  std::string lines;
  for (const Command& command : all_commands()) {
    lines +=
        fmt::format("       {:<24} {}\n", fmt::format("vitviz {}", command.usage), command.help);
  }
  return lines;
}

options::FormWords words_of_form() {
  return {.name = "vitviz",
          .description = "vitviz shows where a Vision Transformer looks.",
          .other_forms = other_forms(),
          .footer = kExamples + listed("Maps", analysis::map_kinds()) + '\n' +
                    listed("Masks", masks::all_methods()) + '\n' +
                    listed("Views", views::all_views()) + kExitCodes};
}

void add_model_options(options::OptionForm& form, DrawOptions& draw) {
  form.begin_group("Model");
  options::add_model_file_option(form,
                                 "Checkpoint of a Vision Transformer, as it was released, or a "
                                 "name that 'vitviz models' lists",
                                 draw.model);
  options::add_loading_options(form, draw.model, draw.threads, draw.output.memory);
}

// A pattern of names tells photos apart among all, and a survey looks at some of all.
bool needs_all_photos(const DrawOptions& draw) {
  return draw.output.name || views::any_is(draw.picture.views, &views::View::of_tokens);
}

void check_results(const DrawOptions& draw) {
  const views::ViewList& views = draw.picture.views;
  const bool has_files = !draw.output.raw.empty() || draw.output.coco || draw.output.table;
  if (views.empty() && !has_files) {
    options::fail_usage("--view none: there is nothing to write without --raw, --coco or --table",
                        "add --raw attention, or choose a view");
  }
  if (draw.output.shard && std::holds_alternative<views::SharedRange>(draw.picture.range)) {
    options::fail_usage("--range share: a shard does not see the photos of the others",
                        "give the range, as in --range 0,0.01, or leave --shard out");
  }
  const auto on_stdout = std::find_if(views.begin(), views.end(), [](const views::View* view) {
    return view->extent == views::Extent::kScreen;
  });
  if (draw.print.json && on_stdout != views.end()) {
    options::fail_usage(fmt::format("--view {}: stdout is taken by --json", (*on_stdout)->name),
                        "leave one of them out");
  }
}

}  // namespace

std::variant<DrawOptions, options::Answer> parse_draw_arguments(int argc, const char* const* argv) {
  DrawOptions draw;
  std::vector<std::string> inputs;
  options::OptionForm form(words_of_form());
  form.add_arguments(
      {.name = "INPUT",
       .type = "INPUT...",
       .help = fmt::format("Photos ({}), videos ({}; with ffmpeg), folders and archives (.tar, "
                           ".zip) of photos, patterns such as '*.jpg', and - for a list of them on "
                           "standard input. Of a folder no videos are taken",
                           image::kPhotoFormats, video::kVideoFormats)},
      inputs);
  add_model_options(form, draw);
  options::add_input_options(form, draw.question, draw.inputs);
  options::add_map_options(form, draw.question);
  options::add_mask_options(form, draw.question.mask, draw.picture.objects);
  options::add_picture_options(form, draw.picture);
  options::add_video_options(form, draw.output.clip);
  options::add_output_options(form, draw.output, draw.print, draw.color);
  options::add_series_options(form, draw.inputs.shard, draw.output, draw.print);
  options::add_compatibility_options(form, draw.output);
  form.add_version([&draw]() -> std::string {
    return draw.print.json ? build_json() : "vitviz " VITVIZ_VERSION "\n";
  });
  if (auto answer = form.read(argc, argv)) return *std::move(answer);
  options::set_inputs(inputs, "try 'vitviz photo.jpg', or 'vitviz --help'", draw.inputs);
  objects::ObjectOptions& objects = draw.picture.objects;
  if (draw.picture.guided && !objects.refine) objects.refine = objects::Refine::kGuided;
  if (objects.separate > 0) draw.question.mask.objects = objects.separate;
  draw.question.mask.compare = views::compare_masks(draw.picture.views);
  draw.inputs.list_ends = draw.print.nul ? inputs::ListEnds::kNul : inputs::ListEnds::kLines;
  draw.output.nul_lists = draw.print.nul;
  draw.output.shard = draw.inputs.shard;
  if (draw.output.table) draw.output.findings = true;
  draw.inputs.lists_all = needs_all_photos(draw);
  check_results(draw);
  draw.decisive = decisive(form.given());
  return draw;
}

}  // namespace vitviz::commands
