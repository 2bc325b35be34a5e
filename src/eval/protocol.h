// SPDX-License-Identifier: Apache-2.0
// How a score came about. Published numbers of one name differ by 20 points because of what is
// listed here, so no score is printed without it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace vitviz::eval {

// In words; empty what a task has no use for.
struct Protocol {
  std::string task;
  std::string data_set;     // "VOC2012, split val"
  int photos = 0;           // with a score; filled by summarize()
  int left_out = 0;         // filled by summarize()
  std::string truth;        // "instances", "classes", "foreground", "boxes"
  std::string void_pixels;  // "left out of both sets"
  std::string model;        // "dino_vits16"
  std::string prediction;   // "attention of block 11, mask mass, refinement none"
  std::string threshold;    // "keep 0.6", "0.5", "mean of the map"
  std::string heads;        // "best of 6 for each object", "mean", "head 4"
  std::string size;         // of the network's input: "480 x 480"
  std::string resize;       // how photos, maps and truths get their sizes
  std::string rule;         // "box IoU above 0.5, hard boxes count"
  std::string interval;     // filled by summarize()
};

struct ProtocolLine {
  std::string_view name;
  std::string value;
};

// All that is not empty, in the order above.
[[nodiscard]] std::vector<ProtocolLine> lines_of(const Protocol& protocol);

// "task saliency; data set ecssd-100; …"
[[nodiscard]] std::string one_line(const Protocol& protocol);

}  // namespace vitviz::eval
