// SPDX-License-Identifier: Apache-2.0
#include "image/pil_resize.h"

#include <cstring>

#include "image/pil_pass.h"

namespace vitviz::image {
namespace {

RgbImage resize_width(const RgbImage& photo, int width, Filter filter, base::ThreadPool& threads) {
  const ResizeWeights weights = plan_pass(photo.width(), width, filter);
  RgbImage resized({width, photo.height()});
  for_each_row(threads, photo.height(),
               [&](int y, int) { resize_row(photo.row(y), weights, resized.row(y)); });
  return resized;
}

RgbImage copy_of(const RgbImage& photo) {
  RgbImage copy(photo.size());
  std::memcpy(copy.bytes().data(), photo.bytes().data(), photo.bytes().size());
  return copy;
}

}  // namespace

RgbImage pil_resize(const RgbImage& photo, Size size, Filter filter, base::ThreadPool& threads) {
  const bool same_width = size.width == photo.width();
  const bool same_height = size.height == photo.height();
  if (same_width && same_height) return copy_of(photo);
  if (same_width) return resize_height(photo, size.height, filter, threads);
  if (same_height) return resize_width(photo, size.width, filter, threads);
  return resize_height(resize_width(photo, size.width, filter, threads), size.height, filter,
                       threads);
}

}  // namespace vitviz::image
