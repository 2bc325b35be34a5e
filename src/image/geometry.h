// SPDX-License-Identifier: Apache-2.0
// How a photo becomes the network's input, and the way back from a patch to the photo's pixels.
#pragma once

#include <string>
#include <variant>

#include "image/raster.h"
#include "tensor/grid.h"

namespace vitviz::image {

// The size of the network's input, as the user wants it.
struct ShortSide {
  int pixels;  // the shorter side; the aspect is kept, both sides are rounded to whole patches
};
struct NativeSize {};                                         // the photo's own size, as it is
using InputSize = std::variant<ShortSide, Size, NativeSize>;  // Size: exactly that

// A pixel of a photo, counted from its top left corner; its centre lies at (x + 0.5, y + 0.5).
struct Pixel {
  int x = 0;
  int y = 0;

  friend bool operator==(const Pixel&, const Pixel&) = default;
};

// One photo's way to the grid of patches: the whole photo, resized to `network`, is cut into
// grid.rows × grid.cols patches. Every picture is drawn through this value.
struct Geometry {
  Size photo;
  Size network;
  int patch = 0;  // P
  tensor::PatchGrid grid;

  // Pixel centres map half-pixel exactly: photo position x ∈ [0, photo.width] is on the grid at
  // column x · cols_per_pixel(), where column c of the grid covers [c, c + 1].
  [[nodiscard]] double cols_per_pixel() const;
  [[nodiscard]] double rows_per_pixel() const;

  // The patch, counted row by row, that the centre of the pixel lies in. Requires: it is one of the
  // photo's.
  [[nodiscard]] int patch_at(Pixel pixel) const;

  // The pixel at the centre of a patch. Requires: the patch is one of the grid's.
  [[nodiscard]] Pixel center_of(int patch_index) const;
};

// A size of the same aspect whose longer side is `longest`; the size itself where that is smaller.
[[nodiscard]] Size fitted(Size size, int longest);

// The long side is held at this multiple of the asked short side, and the short side shrinks with
// it: a panorama of 50:1 would otherwise cost 2500 times the attention of a square.
inline constexpr int kMaxAspect = 4;

// Requires: patch >= 1.
// Throws Error(kArgument) when an exact size is no multiple of the patch; Error(kInput) when the
// photo's native size is not (`name` is the photo, for the message).
[[nodiscard]] Geometry plan_geometry(Size photo, const InputSize& wanted, int patch,
                                     const std::string& name);

}  // namespace vitviz::image
