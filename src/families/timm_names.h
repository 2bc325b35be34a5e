// SPDX-License-Identifier: Apache-2.0
// The names of timm/models/vision_transformer.py, which DINO, DeiT, MAE, DINOv2 and many others
// share:
//
//   cls_token [1, 1, D]   pos_embed [1, rows, D]   patch_embed.proj.{weight [D, 3, P, P], bias}
//   blocks.N.{norm1, norm2}.{weight, bias}
//   blocks.N.attn.qkv.{weight [3·D, D], bias}      rows: all queries, all keys, all values
//   blocks.N.attn.proj.*   blocks.N.mlp.{fc1, fc2}.*   norm.*   head.*
//
// and, where a model has them: dist_token, reg_token, norm_pre.*, attn.{q_norm, k_norm}.*,
// ls1.gamma, ls2.gamma, mlp.{w12, w3}.* (SwiGLU), attn_pool.{latent, q, kv, proj, norm, mlp}.
#pragma once

#include "families/names.h"

namespace vitviz::families {

inline constexpr Names kTimmNames = {
    .cls = "cls_token",
    .distillation = "dist_token",
    .registers = "reg_token",
    .positions = "pos_embed",
    .patch_embedding = "patch_embed.proj",
    .norm_pre = "norm_pre",
    .block = "blocks.{}.",
    .in_block = {.norm1 = "norm1",
                 .qkv = "attn.qkv",
                 .query_norm = "attn.q_norm",
                 .key_norm = "attn.k_norm",
                 .projection = "attn.proj",
                 .scale1 = "ls1.gamma",
                 .extra_key = "attn.bias_k",
                 .extra_value = "attn.bias_v",
                 .norm2 = "norm2",
                 .fc1 = "mlp.fc1",
                 .gate_and_fc1 = "mlp.w12",
                 .fc2 = "mlp.fc2",
                 .fc2_of_gate = "mlp.w3",
                 .scale2 = "ls2.gamma"},
    .norm = "norm",
    .head = "head",
    .head_norm = "fc_norm",
    .distilled_head = "head_dist",
    .pooling = {.start = "attn_pool.",
                .probe = "attn_pool.latent",
                .query = "attn_pool.q",
                .key_value = "attn_pool.kv",
                .projection = "attn_pool.proj",
                .norm = "attn_pool.norm",
                .fc1 = "attn_pool.mlp.fc1",
                .fc2 = "attn_pool.mlp.fc2"},
};

}  // namespace vitviz::families
