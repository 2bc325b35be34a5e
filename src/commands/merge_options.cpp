// SPDX-License-Identifier: Apache-2.0
#include "commands/merge_options.h"

#include <algorithm>
#include <string>

#include "options/color_option.h"
#include "options/option_values.h"

namespace vitviz::commands {
namespace {

using options::OptionForm;

constexpr const char* kForm = "vitviz merge";
constexpr const char* kDescription =
    "vitviz merge joins what the shards of a run tell, and says which photos are missing. It "
    "reads\n"
    "the accounts that the shards keep in their folders of results, and writes one of all photos,\n"
    "from which a run without --shard goes on by --resume; on request also their table and their\n"
    "COCO file, as one run without shards would have written them. Pictures and arrays stay where\n"
    "they are.";
constexpr const char* kFooter = R"(Examples:
  vitviz merge maps                            which photos are missing?
  vitviz merge maps --table maps/table.csv     the table of all shards, drawn with --table
  vitviz merge node1 node2 node3 --coco objects.json
                                               shards with folders of their own
  vitviz merge maps --force --failed missing.txt
                                               once more, with a list for --from-file

Exit codes:
  0 all photos are done, 2 wrong usage, or shards of different runs, 3 photos are missing (the
  files tell of the others) or a folder could not be read, 5 a result could not be written,
  70 a bug in vitviz)";

void add_result_options(OptionForm& form, batch::MergeWish& wish) {
  form.begin_group("Results");
  form.add_value({.names = "--table",
                  .type = "FILE",
                  .allowed = "the name of a .csv or .jsonl file",
                  .help = "Write the table of all photos, of shards that were drawn with --table",
                  .normally = ""},
                 options::parse_table, wish.table);
  form.add_value({.names = "--coco",
                  .type = "FILE",
                  .allowed = "the name of a file",
                  .help = "Write the objects of all photos, of shards that were drawn with --coco",
                  .normally = ""},
                 options::parse_path, wish.coco);
  form.add_value({.names = "--failed",
                  .type = "FILE",
                  .allowed = "the name of a file",
                  .help = "List photos that failed or were not finished in this file, for "
                          "--from-file; those that no shard has begun are known to none",
                  .normally = ""},
                 options::parse_path, wish.failed);
  form.add_flag("--force", "Replace results that exist already",
                [&wish] { wish.overwrite = base::Overwrite::kReplace; });
}

void add_output_options(OptionForm& form, MergeOptions& merge) {
  form.begin_group("Output");
  form.add_flag("-0,--print0",
                "End each path with NUL instead of a newline, for 'xargs -0'; in the list as well",
                merge.wish.nul_lists);
  form.add_flag("--quiet", "No summary and no notes; errors only", merge.quiet);
  options::add_color_option(form, merge.color);
}

}  // namespace

std::variant<MergeOptions, options::Answer> parse_merge_arguments(int argc,
                                                                  const char* const* argv) {
  MergeOptions merge;
  std::vector<std::string> outs;
  OptionForm form({.name = kForm, .description = kDescription, .footer = kFooter});
  form.add_arguments({.name = "OUT",
                      .type = "OUT...",
                      .help = "Folders of results: one that all shards share, or several. The "
                              "account of all photos goes into the first"},
                     outs);
  add_result_options(form, merge.wish);
  add_output_options(form, merge);
  if (auto answer = form.read(argc, argv)) return *std::move(answer);
  const bool has_empty =
      std::any_of(outs.begin(), outs.end(), [](const std::string& out) { return out.empty(); });
  if (outs.empty() || has_empty) {
    options::fail_usage("OUT: must name a folder of results", options::try_help_of(kForm));
  }
  merge.outs.assign(outs.begin(), outs.end());
  merge.wish.out = merge.outs.front();
  return merge;
}

}  // namespace vitviz::commands
