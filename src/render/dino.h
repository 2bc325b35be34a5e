// SPDX-License-Identifier: Apache-2.0
// The pictures of DINO's visualize_attention.py, at the size of the network's input.
// Reference: facebookresearch/dino, visualize_attention.py; torchvision's save_image() and
// matplotlib's imsave(), which it calls.
#pragma once

#include <cstdint>
#include <span>

#include "image/raster.h"
#include "tensor/grid.h"

namespace vitviz::render {

// A map of whole patches, as DINO enlarges it: every patch becomes patch × patch equal pixels.
struct PatchMap {
  tensor::PatchGrid grid;
  int patch = 1;  // P, in pixels

  [[nodiscard]] image::Size size() const { return {grid.cols * patch, grid.rows * patch}; }
};

// img.png: the normalised input, stretched so that its lowest number is black and its highest
// white, over all channels. Requires: `input` has at least the map's size; what is beyond it is
// left out.
[[nodiscard]] image::RgbImage draw_dino_input(const image::RgbImage& input, const PatchMap& map,
                                              const tensor::PerChannel& mean,
                                              const tensor::PerChannel& std);

// attn-headN.png: viridis between the lowest and the highest of `attention` [N].
[[nodiscard]] image::RgbImage draw_dino_attention(std::span<const float> attention,
                                                  const PatchMap& map);

// mask_thT_headN.png: the input half covered with red where `mask` [N] is 1, and its edge in red.
// The reference stretches this figure to 500 × 500 pixels; here it has the size of the others.
[[nodiscard]] image::RgbImage draw_dino_mask(const image::RgbImage& input,
                                             std::span<const std::uint8_t> mask,
                                             const PatchMap& map);

}  // namespace vitviz::render
