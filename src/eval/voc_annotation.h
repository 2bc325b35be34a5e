// SPDX-License-Identifier: Apache-2.0
// Boxes in an annotation file of PASCAL VOC:
//
//   <annotation>
//     <object>
//       <difficult>0</difficult> <truncated>1</truncated>
//       <bndbox> <xmin>1</xmin> <ymin>1</ymin> <xmax>500</xmax> <ymax>375</ymax> </bndbox>
//     </object> …
//
// Its pixels count from 1, and xmax and ymax are inside: this box is {0, 0, 500, 375}.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "eval/box.h"

namespace vitviz::eval {

// In the order of the file; what marks are missing are 0. `name` stands for the file in messages.
// Throws Error(kInput) when it is no XML of this kind, or a box is not one.
[[nodiscard]] std::vector<TrueBox> parse_voc_boxes(std::span<const std::byte> xml,
                                                   const std::string& name);

}  // namespace vitviz::eval
