// SPDX-License-Identifier: Apache-2.0
#include "commands/merge.h"

#include <filesystem>
#include <optional>
#include <string>

#include <fmt/format.h>

#include "base/text.h"
#include "commands/merge_options.h"
#include "commands/merge_summary.h"
#include "commands/run_form.h"
#include "manifest/find_manifests.h"
#include "manifest/merged_run.h"
#include "screen/standard_output.h"
#include "screen/terminal.h"

namespace vitviz::commands {
namespace {

namespace fs = std::filesystem;

constexpr const char* kTable = "--table";
constexpr const char* kCoco = "--coco";

bool has(const manifest::MergedRun& run, const char* option) {
  return run.conditions().options.contains(option);
}

// What such a file needs of a photo is kept by runs that were asked for one.
void check_kept(const manifest::MergedRun& run, const char* option,
                const std::optional<fs::path>& wanted) {
  if (!wanted || has(run, option)) return;
  options::fail_usage(fmt::format("{} {}: the photos were drawn without it", option,
                                  base::printable(wanted->string())),
                      fmt::format("draw them with {}, and the shards keep what it needs", option));
}

void tell_of(const manifest::MergedRun& run, const MergeOptions& merge, const Context& context) {
  if (merge.quiet) return;
  for (const std::string& line : summary_of(run)) context.messages.line("vitviz: " + line);
  if (run.done_twice() > 0) {
    context.messages.note(fmt::format("{} photos were done by two shards; the first of them counts",
                                      run.done_twice()));
  }
  if (!run.is_complete()) {
    context.messages.note(
        "the run's command draws the missing ones with --resume, with or without --shard");
  }
  const auto note_unasked = [&](const char* option, const std::optional<fs::path>& wanted) {
    if (wanted || !has(run, option)) return;
    context.messages.note(
        fmt::format("the shards were drawn with {0}; {0} FILE joins that", option));
  };
  note_unasked(kTable, merge.wish.table);
  note_unasked(kCoco, merge.wish.coco);
}

std::string lines_of(const std::vector<fs::path>& paths, bool nul) {
  const bool for_eyes = !nul && screen::is_terminal(stdout);
  std::string lines;
  for (const fs::path& path : paths) {
    lines += for_eyes ? base::printable(path.string()) : path.string();
    lines += nul ? '\0' : '\n';
  }
  return lines;
}

ExitCode merge_shards(const MergeOptions& merge, const Context& context) {
  const manifest::MergedRun run(manifest::find_manifests(merge.outs), context.stop);
  check_kept(run, kTable, merge.wish.table);
  check_kept(run, kCoco, merge.wish.coco);
  batch::MergedFiles files(run, merge.wish);
  screen::write_to_stdout(lines_of(files.write(context.stop), merge.wish.nul_lists));
  tell_of(run, merge, context);
  return run.is_complete() ? ExitCode::kDone : ExitCode::kInput;
}

}  // namespace

ExitCode run_merge(int argc, const char* const* argv, const Context& context) {
  return run_form(parse_merge_arguments(argc, argv), context, merge_shards);
}

}  // namespace vitviz::commands
