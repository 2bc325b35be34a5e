// SPDX-License-Identifier: Apache-2.0
// Where in a checkpoint the network is: what stands before the name of its patch embedding stands
// before all of its tensors, and what has another beginning lies beside it.
#pragma once

#include <string>
#include <string_view>

#include "checkpoint/tensor_set.h"

namespace vitviz::checkpoint {

// Whether a tensor whose name starts with `prefix` is a patch embedding of any family.
[[nodiscard]] bool has_patch_embedding(const TensorSet& tensors, std::string_view prefix);

// "model." of "model.vit.embeddings.patch_embeddings.projection.weight", less a tower's own prefix;
// empty where there is no patch embedding, or more than one network.
[[nodiscard]] std::string prefix_of_network(const TensorSet& tensors);

// Takes the names of a tower out of its own prefix ("vit.", "dinov2.", …). Beside a tower of
// Hugging Face's lie its heads; beside others, what is the user's own and has no part in the
// network.
void separate_towers(TensorSet& tensors);

// Takes the model out of whatever else a training framework called the attribute or the dictionary
// that holds it, as in "model_state_dict/net.patch_embed.proj.weight", where it is the only one.
// Not before foreign models are refused: their names tell them apart.
void unwrap_unknown(TensorSet& tensors);

}  // namespace vitviz::checkpoint
