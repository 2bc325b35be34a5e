// SPDX-License-Identifier: Apache-2.0
#include "model/vit_cls_forward.h"

#include <cstddef>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "base/error.h"
#include "base/thread_pool.h"
#include "model/random_model.h"

namespace vitviz::model {
namespace {

void check_sizes(const ImageView& image, const Architecture& vit) {
  const std::pair<const char*, int> sizes[] = {
      {"height", image.height},  {"width", image.width},     {"channels", image.channels},
      {"patch_size", vit.patch}, {"d_model", vit.width},     {"num_heads", vit.heads},
      {"d_ff", vit.mlp_width},   {"num_layers", vit.blocks}, {"num_classes", vit.classes},
  };
  for (const auto& [name, size] : sizes) {
    if (size < 1) base::fail_argument(name, std::to_string(size), "must be at least 1");
  }
}

void check_image(const ImageView& image, int patch) {
  const std::size_t wanted = static_cast<std::size_t>(image.height) *
                             static_cast<std::size_t>(image.width) *
                             static_cast<std::size_t>(image.channels);
  if (image.values.size() != wanted) {
    base::fail_argument("image", "",
                        fmt::format("{} values are not {} x {} x {}", image.values.size(),
                                    image.height, image.width, image.channels));
  }
  if (image.height % patch != 0 || image.width % patch != 0) {
    base::fail_argument(
        "patch_size", std::to_string(patch),
        fmt::format("must divide the image's height {} and width {}", image.height, image.width));
  }
}

// [N, C·P·P], a row's pixels by channel, y, x.
tensor::Matrix cut_patches(const ImageView& image, tensor::PatchGrid grid, int patch) {
  tensor::Matrix patches(grid.count(), image.channels * patch * patch);
  for (int row = 0; row < grid.count(); ++row) {
    const int top = row / grid.cols * patch;
    const int left = row % grid.cols * patch;
    for (int column = 0; column < patches.cols(); ++column) {
      const int channel = column / (patch * patch);
      const int y = top + column / patch % patch;
      const int x = left + column % patch;
      const std::size_t pixel =
          static_cast<std::size_t>(y) * static_cast<std::size_t>(image.width) +
          static_cast<std::size_t>(x);
      patches(row, column) = image.values[pixel * static_cast<std::size_t>(image.channels) +
                                          static_cast<std::size_t>(channel)];
    }
  }
  return patches;
}

}  // namespace

tensor::Vector vit_cls_forward(std::uint64_t seed, const ImageView& image, int patch_size,
                               int d_model, int num_heads, int d_ff, int num_layers,
                               int num_classes) {
  Architecture vit{.width = d_model,
                   .heads = num_heads,
                   .blocks = num_layers,
                   .mlp_width = d_ff,
                   .patch = patch_size,
                   .classes = num_classes,
                   .channels = image.channels};
  check_sizes(image, vit);
  check_image(image, patch_size);
  if (d_model % num_heads != 0) {
    base::fail_argument("d_model", std::to_string(d_model),
                        fmt::format("must be a multiple of num_heads, {}", num_heads));
  }
  vit.grid = {image.height / patch_size, image.width / patch_size};
  const VisionTransformer model = random_model(vit, "vit_cls", nn::Precision::kF32, {}, seed);
  base::ThreadPool one_thread(1);
  return model
      .forward(cut_patches(image, vit.grid, patch_size), vit.grid, {Goal::kTokens}, one_thread)
      .logits;
}

}  // namespace vitviz::model
