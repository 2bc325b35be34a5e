// SPDX-License-Identifier: Apache-2.0
#include "model/load.h"

#include <utility>

#include "io/read_checkpoint.h"
#include "io/safetensors.h"
#include "model/assemble.h"
#include "model/embedded_model.h"
#include "model/families/families.h"
#include "model/foreign_model.h"

namespace vitviz::model {
namespace {

VisionTransformer load(const io::Checkpoint& checkpoint, const std::string& name,
                       const Hints& hints, int threads) {
  TensorSet tensors = unwrap(checkpoint, hints.branch);
  refuse_foreign_model(tensors);
  unwrap_unknown(tensors);
  const Facts facts = read_facts(checkpoint);
  const Family& family = recognise(tensors, facts);
  return assemble(std::move(tensors), family, facts, hints, name, threads);
}

}  // namespace

VisionTransformer load_model(const std::filesystem::path& path, const Hints& hints, int threads) {
  return load(io::read_checkpoint(path), path.stem().string(), hints, threads);
}

VisionTransformer load_embedded_model(const Hints& hints, int threads) {
  return load(io::parse_safetensors(embedded_model(), "the embedded model"), "vitviz", hints,
              threads);
}

}  // namespace vitviz::model
