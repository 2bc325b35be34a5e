// SPDX-License-Identifier: Apache-2.0
// Where a family keeps each part of a Vision Transformer: its tensor names, once.
//
// Layers are named without ".weight" and ".bias". An empty name: the family has no such part. A
// part that is optional in vision transformers (LayerScale, registers, a gate) is read where the
// checkpoint has it.
#pragma once

#include <string_view>

namespace vitviz::families {

// Below the block's own prefix.
struct BlockNames {
  std::string_view norm1 = {};
  std::string_view qkv = {};  // one layer [3·D, D], or else the next three
  std::string_view query = {};
  std::string_view key = {};
  std::string_view value = {};
  std::string_view query_norm = {};  // of each head
  std::string_view key_norm = {};
  std::string_view output_norm = {};  // BEiT-3's sub-LayerNorm before the projection
  std::string_view projection = {};
  std::string_view scale1 = {};     // LayerScale [D] of the attention
  std::string_view extra_key = {};  // [D]: one learned key and value more for each head
  std::string_view extra_value = {};
  std::string_view norm2 = {};
  std::string_view fc1 = {};
  std::string_view gate = {};
  std::string_view gate_and_fc1 = {};  // both, one below the other: DINOv2's w12
  std::string_view fc1_of_gate = {};   // where it is called otherwise beside a gate: w2
  std::string_view hidden_norm = {};   // BEiT-3's sub-LayerNorm in the MLP
  std::string_view fc2 = {};
  std::string_view fc2_of_gate = {};  // where it is called otherwise beside a gate: w3
  std::string_view scale2 = {};       // LayerScale [D] of the MLP
};

// The head whose one learned query attends to the tokens, model/pooling_head.h.
struct PoolingNames {
  std::string_view start = {};  // of all its names, and of what else a variant has
  std::string_view probe = {};  // the query, before its projection
  std::string_view qkv = {};    // one layer [3·D, D], or else the next two
  std::string_view query = {};
  std::string_view key_value = {};  // one layer [2·D, D]
  std::string_view projection = {};
  std::string_view norm = {};
  std::string_view fc1 = {};
  std::string_view fc2 = {};
};

struct Names {
  std::string_view cls = {};
  std::string_view distillation = {};
  std::string_view registers = {};
  std::string_view positions = {};
  std::string_view patch_embedding = {};
  std::string_view norm_pre = {};
  std::string_view block = {};  // with "{}" for the block's number: "blocks.{}."
  BlockNames in_block = {};
  std::string_view norm = {};
  std::string_view prefix_norm = {};     // of CLS and registers, where they have their own
  std::string_view head = {};            // the classifier, model/class_head.h
  std::string_view head_norm = {};       // of the patches' mean, which the classifier reads then
  std::string_view distilled_head = {};  // DeiT's second classifier
  PoolingNames pooling = {};
  std::string_view projection = {};             // CLIP's into the space of texts, a layer [P, D]
  std::string_view transposed_projection = {};  // or a tensor [D, P]
};

}  // namespace vitviz::families
