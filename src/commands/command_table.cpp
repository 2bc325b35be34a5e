// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "commands/bench.h"
#include "commands/classify.h"
#include "commands/command.h"
#include "commands/embed.h"
#include "commands/eval.h"
#include "commands/inspect.h"
#include "commands/merge.h"
#include "commands/models.h"
#include "commands/probe.h"
#include "commands/report.h"
#include "commands/similar.h"

namespace vitviz::commands {

std::span<const Command> all_commands() {
  static constexpr std::array kCommands = {
      Command{"inspect", "inspect MODEL", "what a checkpoint holds and how it is read",
              run_inspect},
      Command{"models", "models", "list known checkpoints, or download one", run_models},
      Command{"report", "report INPUT...", "one page that answers what the model does", run_report},
      Command{"classify", "classify INPUT...",
              "the likeliest classes, by the model's own classifier", run_classify},
      Command{"embed", "embed INPUT...", "one vector per photo: CLS, mean of the patches, both",
              run_embed},
      Command{"similar", "similar QUERY DIR", "photos nearest to one, by CLS, the mean and both",
              run_similar},
      Command{"probe", "probe FOLDER", "how well CLS, the mean and both know your classes",
              run_probe},
      Command{"eval", "eval DATASET", "score maps, masks and boxes on a data set", run_eval},
      Command{"merge", "merge OUT...", "join the shards of a run, and tell what is missing",
              run_merge},
      Command{"bench", "bench", "how long a forward pass takes here", run_bench},
  };
  return kCommands;
}

}  // namespace vitviz::commands
