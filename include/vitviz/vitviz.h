// SPDX-License-Identifier: Apache-2.0
// Where Vision Transformers look, for programs in C++20:
//
//   const auto model = vitviz::Model::load("dino_deitsmall8_pretrain.pth");
//   const auto seen = model.look(vitviz::Photo::read("cat.jpg"));
//   const vitviz::Array attention = seen.attention();  // [blocks, heads, rows, cols]
//   const vitviz::Mask mask = seen.mask({.method = "tokencut"});
//
// Everything throws vitviz::Error and nothing else.
#pragma once

#include "vitviz/analysis.h"  // IWYU pragma: export
#include "vitviz/array.h"     // IWYU pragma: export
#include "vitviz/error.h"     // IWYU pragma: export
#include "vitviz/geometry.h"  // IWYU pragma: export
#include "vitviz/mask.h"      // IWYU pragma: export
#include "vitviz/model.h"     // IWYU pragma: export
#include "vitviz/names.h"     // IWYU pragma: export
#include "vitviz/photo.h"     // IWYU pragma: export
#include "vitviz/picture.h"   // IWYU pragma: export
