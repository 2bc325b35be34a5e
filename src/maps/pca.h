// SPDX-License-Identifier: Apache-2.0
// The principal components of patch tokens: the directions in which they differ most. Three of them
// make a picture in which patches the network represents similarly get similar colours.
//
// The covariance of the tokens and its eigenvectors are computed in double. The sign of an eigenvector is free; here its entry of largest magnitude is positive (the first of
// equal ones), so that the same tokens always give the same colours.
//
// The first component of a photo also parts the object from what is around it (M. Oquab et al.,
// "DINOv2", 2023, figure 1): its scores are cut at 0, the mean, and the side that holds less of the
// photo's border is the object. Each photo is parted by itself: the first component of many photos
// together parts kinds of photos. Colours that are then fitted on the objects can well be those of
// many.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "tensor/shapes.h"

namespace vitviz::maps {

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

// How far on the object's side of their first component the tokens of a photo are: [T, D] → [T],
// above 0 on the object. That is the side that receives more `attention` [T] per token.
// Requires: at least one token.
[[nodiscard]] tensor::Vector foreground_scores(tensor::ConstMatrixRef tokens,
                                               tensor::ConstVectorRef attention);

// The tokens whose score is above 0: [·, D].
[[nodiscard]] tensor::Matrix foreground_of(tensor::ConstMatrixRef tokens,
                                           const tensor::Vector& scores);

// What colours tokens: components, and the range of their scores.
struct ColorBasis {
  Components components;
  tensor::Vector low;   // [C]: the scores' 1st percentile, which becomes 0
  tensor::Vector high;  // [C]: the 99th, which becomes 1

  // 0 … 1 for each token and component: [T, D] → [T, C]. Where all scores are equal, 0.5.
  [[nodiscard]] tensor::Matrix colors(tensor::ConstMatrixRef tokens) const;
};

// The basis for the tokens [T, D] of one photo or several.
// Requires: at least one token; D >= kComponents.
[[nodiscard]] ColorBasis color_basis(tensor::ConstMatrixRef tokens);

}  // namespace vitviz::maps
