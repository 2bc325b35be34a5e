// SPDX-License-Identifier: Apache-2.0
#include "io/name_part.h"

#include <doctest/doctest.h>

namespace vitviz::io {
namespace {

TEST_CASE("a part is whole words, wherever they stand") {
  CHECK(has_part("layers.0.norm", "layers.0.norm"));
  CHECK(has_part("layers.0.norm.weight", "layers.0.norm"));
  CHECK(has_part("model/module.layers.0.norm.weight", "layers.0.norm"));
  CHECK(has_part("layers.0.norm", "norm"));
  CHECK_FALSE(has_part("layers.0.norms", "norm"));
  CHECK_FALSE(has_part("my_layers.0.norm", "layers.0"));
  CHECK_FALSE(has_part("layers.0", "layers.0.norm"));
  CHECK_FALSE(has_part("", "norm"));
}

TEST_CASE("words may be parted by '/', and '#' is a number") {
  CHECK(has_part("state/0/exp_avg", "state.#.exp_avg"));
  CHECK(has_part("blocks.11.attn.qkv", "blocks.#.attn"));
  CHECK(has_part("layer12.0.conv1.weight", "layer#.#.conv1"));
  CHECK(has_part("blocks.3", "blocks.#"));
  CHECK_FALSE(has_part("blocks.attn", "blocks.#"));
  CHECK_FALSE(has_part("blocks.", "blocks.#"));
  CHECK_FALSE(has_part("blocks.3x", "blocks.#"));
}

}  // namespace
}  // namespace vitviz::io
