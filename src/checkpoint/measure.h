// SPDX-License-Identifier: Apache-2.0
// What the shapes of a family's tensors say about the network.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "checkpoint/tensor_set.h"
#include "families/family.h"
#include "model/blueprint.h"

namespace vitviz::checkpoint {

// Far above every released model; it keeps a hostile file from asking for absurd work.
inline constexpr int kMostBlocks = 512;

// The shape of one of the key tensors. Throws Error(kModel) unless it has so many dimensions, none
// of them empty or absurdly long.
[[nodiscard]] io::Shape key_shape(const TensorSet& tensors, const families::Family& family,
                                  const std::string& name, std::size_t dimensions);

// Blocks that are missing between others count, so that they are reported as missing.
// At most kMostBlocks + 1.
[[nodiscard]] int count_blocks(const TensorSet& tensors, const families::Names& names);

// The tokens before the patches.
[[nodiscard]] std::vector<model::PrefixToken> prefix_of(const TensorSet& tensors,
                                                        const families::Names& names);

// Of the first block, without its gate. Throws Error(kModel) as key_shape() does.
[[nodiscard]] int mlp_width_of(const TensorSet& tensors, const families::Family& family);

[[nodiscard]] bool is_in_first_block(const TensorSet& tensors, const families::Family& family,
                                     std::string_view layer);

}  // namespace vitviz::checkpoint
