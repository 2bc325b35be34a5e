// SPDX-License-Identifier: Apache-2.0
#include "checkpoint/inspect.h"

#include <set>
#include <utility>

#include "checkpoint/describe.h"
#include "checkpoint/find_network.h"
#include "checkpoint/read_checkpoint.h"
#include "checkpoint/read_weights.h"
#include "model/pooling_attention.h"

namespace vitviz::checkpoint {
namespace {

std::uint64_t count_bytes(const io::Checkpoint& checkpoint) {
  std::uint64_t bytes = 0;
  for (const io::MappedFile& file : checkpoint.files) bytes += file.bytes().size();
  return bytes;
}

void list_tensors(const io::Checkpoint& checkpoint, const TensorSet& tensors,
                  Inspection& inspection) {
  std::set<std::string> ignored;
  for (const std::string& name : inspection.blueprint.ignored) {
    ignored.insert(tensors.full_name(name));
  }
  for (const auto& [name, stored] : checkpoint.tensors) {
    const bool used = ignored.count(name) == 0;
    inspection.tensors.push_back({name, stored.type, stored.shape, stored.bytes.size(), used});
    if (used) inspection.parameters += stored.count();
  }
}

Inspection inspect(const io::Checkpoint& checkpoint, const std::filesystem::path& path,
                   const Hints& hints) {
  auto [tensors, facts, family] = find_network(checkpoint, hints);
  if (family.prepare != nullptr) family.prepare(tensors);

  Inspection inspection;
  inspection.blueprint = describe(tensors, family, facts, hints);
  inspection.blueprint.name = facts.name.value_or(path.stem().string());
  const model::Weights weights =
      read_weights(tensors, family, inspection.blueprint, Values::kLeftAlone);
  for (const auto& [name, stored] : checkpoint.tensors) static_cast<void>(stored.bytes.read());
  inspection.container = checkpoint.container;
  inspection.recognised_by = family.recognised_by;
  inspection.wrapper = tensors.wrapper;
  inspection.gated_mlp = weights.blocks.front().mlp.gate.has_value();
  inspection.pooling_attention = model::shows_pooling(inspection.blueprint, weights);
  if (weights.pooling && weights.pooling->output) {
    inspection.pooling_mlp_width = weights.pooling->output->mlp_width;
  }
  inspection.mask_head = weights.mask_head.has_value();
  inspection.bytes = count_bytes(checkpoint);
  list_tensors(checkpoint, tensors, inspection);
  return inspection;
}

}  // namespace

Inspection inspect_model(const std::filesystem::path& path, const Hints& hints) {
  const io::Checkpoint checkpoint = read_checkpoint(path);
  return io::read_unchanged(checkpoint.files, [&] { return inspect(checkpoint, path, hints); });
}

}  // namespace vitviz::checkpoint
