// SPDX-License-Identifier: Apache-2.0
#include "eval/protocol.h"

#include <algorithm>
#include <utility>

namespace vitviz::eval {

std::vector<ProtocolLine> lines_of(const Protocol& protocol) {
  std::vector<ProtocolLine> lines = {
      {"task", protocol.task},
      {"data set", protocol.data_set},
      {"photos", std::to_string(protocol.photos)},
      {"left out", protocol.left_out > 0 ? std::to_string(protocol.left_out) : ""},
      {"truth", protocol.truth},
      {"void pixels", protocol.void_pixels},
      {"model", protocol.model},
      {"prediction", protocol.prediction},
      {"threshold", protocol.threshold},
      {"heads", protocol.heads},
      {"input size", protocol.size},
      {"resize", protocol.resize},
      {"rule", protocol.rule},
      {"interval", protocol.interval},
  };
  std::erase_if(lines, [](const ProtocolLine& line) { return line.value.empty(); });
  return lines;
}

std::string one_line(const Protocol& protocol) {
  std::string text;
  for (const auto& [name, value] : lines_of(protocol)) {
    if (!text.empty()) text += "; ";
    text.append(name).append(" ").append(value);
  }
  return text;
}

}  // namespace vitviz::eval
