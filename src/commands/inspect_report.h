// SPDX-License-Identifier: Apache-2.0
// What `vitviz inspect` prints.
#pragma once

#include <filesystem>
#include <string>

#include "checkpoint/inspect.h"

namespace vitviz::commands {

// A line for each thing that was understood; with `tensors`, a line for each of them below. Control
// characters are escaped.
[[nodiscard]] std::string table_of(const std::filesystem::path& file,
                                   const checkpoint::Inspection& inspection, bool tensors);

// The same as one JSON object and a newline. Bytes that are no UTF-8 become U+FFFD.
//
//   {"file": "model.safetensors", "container": "safetensors", "bytes": 22883424, "name": "model",
//    "family": "ViT", "recognised_by": "…", "wrapper": "", "blocks": 12, "width": 384, "heads": 6,
//    "heads_source": "…", "patch": 16, "prefix": ["cls", "register"], "map": "cls",
//    "trained_grid": {"rows": 14, "cols": 14}, "positions": "…",
//    "mlp": {"width": 1536, "activation": "gelu", "gated": false}, "norm_epsilon": 1e-06,
//    "mean": [0.5, 0.5, 0.5], "std": [0.5, 0.5, 0.5], "photo_filter": "bicubic",
//    "default_size": 224, "classes": 1000,
//    "pooling_head": {"runs": true, "mlp_width": 1536, "problem": null}, "projection": 512,
//    "mask_head": false, "parameters": 22050664,
//    "ignored": ["head_dist.bias"], "assumptions": ["…"],
//    "tensors": [{"name": "cls_token", "type": "F32", "shape": [1, 1, 384], "bytes": 1536,
//                 "used": true}]}
[[nodiscard]] std::string json_of(const std::filesystem::path& file,
                                  const checkpoint::Inspection& inspection, bool tensors);

}  // namespace vitviz::commands
