// SPDX-License-Identifier: Apache-2.0
#include "checkpoint/load.h"

#include <utility>

#include "checkpoint/assemble.h"
#include "checkpoint/embedded_model.h"
#include "checkpoint/find_network.h"
#include "checkpoint/read_checkpoint.h"
#include "safetensors/safetensors.h"

namespace vitviz::checkpoint {
namespace {

model::VisionTransformer load(const io::Checkpoint& checkpoint, const std::string& name,
                              const Hints& hints, int threads) {
  Network network = find_network(checkpoint, hints);
  return assemble(std::move(network.tensors), network.family, network.facts, hints, name, threads);
}

}  // namespace

model::VisionTransformer load_model(const std::filesystem::path& path, const Hints& hints,
                                    int threads) {
  return load(read_checkpoint(path), path.stem().string(), hints, threads);
}

model::VisionTransformer load_embedded_model(const Hints& hints, int threads) {
  return load(safetensors::parse_safetensors(embedded_model(), "the embedded model"), "vitviz",
              hints, threads);
}

}  // namespace vitviz::checkpoint
