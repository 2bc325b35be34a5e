// SPDX-License-Identifier: Apache-2.0
#include "commands/load_choice.h"

#include "checkpoint/load.h"
#include "fetch/model_cache.h"

namespace vitviz::commands {

model::VisionTransformer load_choice(const options::ModelChoice& choice, int threads,
                                     const std::stop_token& stop) {
  checkpoint::Hints hints = choice.hints;
  hints.precision = precision_here(choice.precision);
  const bool is_file = choice.file && *choice.file != kBuiltInModel;
  return is_file ? checkpoint::load_model(fetch::resolve_model(*choice.file), hints, threads, stop)
                 : checkpoint::load_embedded_model(hints, threads, stop);
}

nn::Precision precision_here(options::PrecisionChoice choice) {
  if (choice == options::PrecisionChoice::kAuto) return nn::faster_precision();
  const bool rounds = choice == options::PrecisionChoice::kBf16 && nn::computes_bf16();
  return rounds ? nn::Precision::kBf16 : nn::Precision::kF32;
}

}  // namespace vitviz::commands
