// SPDX-License-Identifier: Apache-2.0
// BEiT, EVA and timm's DINOv3 keep the biases of queries and values apart, and have none for keys,
// which the softmax would not notice.
#pragma once

#include "checkpoint/tensor_set.h"

namespace vitviz::families {

// "….attn.q_bias" [D] and "….attn.v_bias" [D] → "….attn.qkv.bias" [3·D] with zeros for the keys.
void join_split_biases(checkpoint::TensorSet& tensors);

// Stores `values` as a tensor of `shape` under `name`, in place of whatever was there.
void put(checkpoint::TensorSet& tensors, const std::string& name, std::vector<float> values,
         io::Shape shape);

// The values of a tensor; empty where there is none of a weight type.
[[nodiscard]] std::vector<float> floats_of(const checkpoint::TensorSet& tensors,
                                           const std::string& name);

}  // namespace vitviz::families
