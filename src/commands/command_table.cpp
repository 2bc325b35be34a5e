// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "commands/bench.h"
#include "commands/bench_options.h"
#include "commands/classify.h"
#include "commands/classify_options.h"
#include "commands/command.h"
#include "commands/completions.h"
#include "commands/embed.h"
#include "commands/embed_options.h"
#include "commands/eval.h"
#include "commands/eval_options.h"
#include "commands/inspect.h"
#include "commands/inspect_options.h"
#include "commands/manual.h"
#include "commands/merge.h"
#include "commands/merge_options.h"
#include "commands/models.h"
#include "commands/models_options.h"
#include "commands/probe.h"
#include "commands/probe_options.h"
#include "commands/report.h"
#include "commands/report_options.h"
#include "commands/similar.h"
#include "commands/similar_options.h"

namespace vitviz::commands {

std::span<const Command> all_commands() {
  static constexpr std::array kCommands = {
      Command{"inspect", "inspect MODEL", "what a checkpoint holds and how it is read", run_inspect,
              help_of<parse_inspect_arguments>},
      Command{"models", "models", "list known checkpoints, or download one", run_models,
              help_of<parse_models_arguments>},
      Command{"report", "report INPUT...", "one page that answers what the model does", run_report,
              help_of<parse_report_arguments>},
      Command{"classify", "classify INPUT...",
              "the likeliest classes, by the model's own classifier", run_classify,
              help_of<parse_classify_arguments>},
      Command{"embed", "embed INPUT...", "one vector per photo: CLS, mean of the patches, both",
              run_embed, help_of<parse_embed_arguments>},
      Command{"similar", "similar QUERY DIR", "photos nearest to one, by CLS, the mean and both",
              run_similar, help_of<parse_similar_arguments>},
      Command{"probe", "probe FOLDER", "how well CLS, the mean and both know your classes",
              run_probe, help_of<parse_probe_arguments>},
      Command{"eval", "eval DATASET", "score maps, masks and boxes on a data set", run_eval,
              help_of<parse_eval_arguments>},
      Command{"merge", "merge OUT...", "join the shards of a run, and tell what is missing",
              run_merge, help_of<parse_merge_arguments>},
      Command{"bench", "bench", "how long a forward pass takes here", run_bench,
              help_of<parse_bench_arguments>},
      Command{"completions", "completions SHELL", "let bash, zsh or fish complete what you type",
              run_completions, help_of<parse_completions_arguments>},
      Command{"manual", "manual [COMMAND]", "the manual page of vitviz, or of one of these",
              run_manual, help_of<parse_manual_arguments>},
  };
  return kCommands;
}

}  // namespace vitviz::commands
