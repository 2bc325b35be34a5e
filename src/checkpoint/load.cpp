// SPDX-License-Identifier: Apache-2.0
#include "checkpoint/load.h"

#include <utility>

#include "checkpoint/assemble.h"
#include "checkpoint/embedded_model.h"
#include "checkpoint/find_network.h"
#include "checkpoint/fingerprint.h"
#include "checkpoint/read_checkpoint.h"
#include "safetensors/safetensors.h"

namespace vitviz::checkpoint {

model::VisionTransformer load_model(const io::Checkpoint& checkpoint, const std::string& name,
                                    const Hints& hints, int threads, const std::stop_token& stop) {
  return io::read_unchanged(checkpoint.files, [&] {
    Network network = find_network(checkpoint, hints);
    network.facts.fingerprint = fingerprint(checkpoint);
    return assemble(std::move(network.tensors), network.family, network.facts, hints, name, threads,
                    stop);
  });
}

model::VisionTransformer load_model(const std::filesystem::path& path, const Hints& hints,
                                    int threads, const std::stop_token& stop) {
  return load_model(read_checkpoint(path), path.stem().string(), hints, threads, stop);
}

model::VisionTransformer load_embedded_model(const Hints& hints, int threads,
                                             const std::stop_token& stop) {
  return load_model(safetensors::parse_safetensors(embedded_model(), "the embedded model"),
                    "vitviz", hints, threads, stop);
}

}  // namespace vitviz::checkpoint
