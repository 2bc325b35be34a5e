// SPDX-License-Identifier: Apache-2.0
#include "commands/run_conditions.h"

#include <utility>

#include "model/precision_names.h"

namespace vitviz::commands {

std::map<std::string, std::string> decisive(std::map<std::string, std::string> given) {
  // These change no result. All others count, so that a new one does. The model counts by what is
  // in its file, wherever that lies.
  for (const char* name :
       {"--model", "--precision", "--threads", "--memory", "--recursive", "--hidden", "--follow",
        "--from-file", "--shard", "--out", "--force", "--resume", "--on-error", "--failed",
        "--json", "--print0", "--progress", "--quiet", "--color"}) {
    given.erase(name);
  }
  return given;
}

manifest::RunConditions conditions_of(std::map<std::string, std::string> options,
                                      const model::Blueprint& model) {
  return {.version = VITVIZ_VERSION,
          .model = model.fingerprint,
          .precision = std::string(base::name_of(model::kPrecisions, model.precision)),
          .options = std::move(options),
          .common = {}};
}

}  // namespace vitviz::commands
