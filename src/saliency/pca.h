// SPDX-License-Identifier: Apache-2.0
// The principal components of patch tokens: the directions in which they differ most. Three of them
// make a picture in which patches that the network holds for alike have like colours.
//
// The covariance of the tokens is taken in double and its eigenvectors are computed exactly. The
// sign of an eigenvector is free; here its entry of largest magnitude is positive (the first of
// equal ones), so that the same tokens always give the same colours.
//
// With the foreground alone (M. Oquab et al., "DINOv2", 2023, figure 1), the first component
// parts the object from what is around it: its scores are cut at 0, the mean, and the part that
// holds less of the photo's border is the object. The components are then fitted on the object.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "tensor/shapes.h"

namespace vitviz::saliency {

inline constexpr int kComponents = 3;

// A linear map from a token to a few numbers.
struct Components {
  tensor::Vector mean;        // [D]
  tensor::Matrix directions;  // [C, D]: unit rows, the one of greatest variance first

  // One row of scores for each token: [T, D] → [T, C].
  [[nodiscard]] tensor::Matrix scores(tensor::ConstMatrixRef tokens) const;
};

// Requires: at least one token; 1 <= count <= D. Where tokens differ in fewer directions, the
// further ones are orthogonal to these and all scores along them are about 0.
[[nodiscard]] Components principal_components(tensor::ConstMatrixRef tokens, int count);

// 1 for each patch on the border of the grid.
[[nodiscard]] std::vector<std::uint8_t> border_of(tensor::PatchGrid grid);

// What colours tokens: components, and the range of their scores.
struct ColorBasis {
  Components split;  // the first component of all tokens, positive on the object
  Components components;
  tensor::Vector low;   // [C]: the scores' 1st percentile, which becomes 0
  tensor::Vector high;  // [C]: the 99th, which becomes 1

  // 0 … 1 for each token and component: [T, D] → [T, C].
  [[nodiscard]] tensor::Matrix colors(tensor::ConstMatrixRef tokens) const;

  // How far on the object's side each token is; it is object where this is above 0: [T].
  [[nodiscard]] tensor::Vector foreground(tensor::ConstMatrixRef tokens) const;
};

enum class ColoredPart { kAll, kForeground };

// The basis for the tokens [T, D] of one photo or several; `border` has a number for each.
//
// Requires: at least one token; D >= kComponents.
[[nodiscard]] ColorBasis color_basis(const tensor::Matrix& tokens,
                                     std::span<const std::uint8_t> border, ColoredPart part);

}  // namespace vitviz::saliency
