// SPDX-License-Identifier: Apache-2.0
#include "checkpoint/find_network.h"

#include <string>
#include <utility>

#include "checkpoint/foreign_architecture.h"
#include "checkpoint/foreign_model.h"
#include "checkpoint/network_prefix.h"
#include "families/families.h"
#include "families/hf_memory_names.h"

namespace vitviz::checkpoint {

Network find_network(const io::Checkpoint& checkpoint, const Hints& hints) {
  TensorSet tensors = unwrap(checkpoint, hints.branch);
  for (const std::string& pattern : hints.ignore) tensors.ignore(pattern);
  Facts facts = read_facts(checkpoint);
  refuse_foreign_architecture(tensors, facts);
  refuse_foreign_model(tensors);
  unwrap_unknown(tensors);
  families::rename_from_memory(tensors);
  const families::Family& family = families::recognise(tensors, facts);
  return {std::move(tensors), std::move(facts), family};
}

}  // namespace vitviz::checkpoint
