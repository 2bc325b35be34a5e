// SPDX-License-Identifier: Apache-2.0
#include "commands/load_choice.h"

#include "checkpoint/load.h"
#include "fetch/model_cache.h"
#include "nn/precision.h"

namespace vitviz::commands {

model::VisionTransformer load_choice(const options::ModelChoice& choice, int threads,
                                     const std::stop_token& stop) {
  const auto file = file_of(choice);
  return file ? checkpoint::load_model(*file, hints_of(choice), threads, stop)
              : checkpoint::load_embedded_model(hints_of(choice), threads, stop);
}

checkpoint::Hints hints_of(const options::ModelChoice& choice) {
  checkpoint::Hints hints = choice.hints;
  hints.precision = nn::precision_here(choice.precision);
  return hints;
}

std::optional<std::filesystem::path> file_of(const options::ModelChoice& choice) {
  if (!choice.file || *choice.file == kBuiltInModel) return std::nullopt;
  return fetch::resolve_model(*choice.file);
}

}  // namespace vitviz::commands
