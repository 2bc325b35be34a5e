// SPDX-License-Identifier: Apache-2.0
// Where the results of photos go, and what they are beside pictures. Every default is here.
#pragma once

#include <array>
#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

#include "base/atomic_file.h"
#include "base/named.h"
#include "batch/clip_options.h"
#include "batch/name_pattern.h"
#include "inputs/shard.h"

namespace vitviz::batch {

enum class RawArray { kMap, kMask, kAttention, kTokens, kLogits, kNpz };

struct OutputOptions {
  std::filesystem::path out = ".";  // created when missing
  base::Overwrite overwrite = base::Overwrite::kNever;
  std::shared_ptr<const NamePattern> name = nullptr;  // of results; STEM.VIEW… when empty
  bool resume = false;                                // leaves out what an earlier run has done
  bool nul_lists = false;                       // paths in lists end with NUL instead of a newline
  bool stop_on_error = false;                   // the first photo that fails is the last
  std::optional<std::filesystem::path> failed;  // a file that lists the photos that failed
  std::optional<inputs::Shard> shard;           // of which the photos are
  std::vector<RawArray> raw;                    // arrays written beside the pictures
  std::optional<std::filesystem::path> coco;    // a file of all objects (coco_file.h)
  std::optional<std::filesystem::path> table;   // a file of a row per map (table_file.h)
  bool findings = false;              // whether events carry findings (analysis/findings.h)
  std::optional<std::size_t> memory;  // bytes that photos in flight may take; half of all if empty
  ClipOptions clip;                   // of videos
  // Everything as DINO's script draws it, except for the size, the crop and what a mask keeps
  // (draw_like_dino.h).
  bool like_dino = false;
};

inline constexpr std::array kRawArrays = {
    base::Named{"map", RawArray::kMap},
    base::Named{"mask", RawArray::kMask},
    base::Named{"attention", RawArray::kAttention},
    base::Named{"tokens", RawArray::kTokens},
    base::Named{"logits", RawArray::kLogits},
    base::Named{"npz", RawArray::kNpz},
};

}  // namespace vitviz::batch
