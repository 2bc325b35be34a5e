// SPDX-License-Identifier: Apache-2.0
#include "batch/class_report.h"

#include <algorithm>
#include <cstddef>

#include <fmt/format.h>

#include "base/text.h"
#include "batch/photo_json.h"

namespace vitviz::batch {
namespace {

bool is_trained(const model::ClassReadout& readout) {
  return readout.of == model::ClassReadout::Of::kAsTrained;
}

std::string title_of(const model::ClassReadout& readout) {
  return std::string(readout.name) + (is_trained(readout) ? ", as trained" : "");
}

}  // namespace

std::string text_of(const std::filesystem::path& photo, const ClassifiedPhoto& classified) {
  std::size_t width = 0;
  for (const ReadoutClasses& one : classified.readouts) {
    width = std::max(width, title_of(one.readout).size());
  }
  std::string lines = base::printable(photo.string()) + "\n";
  for (const auto& [readout, classes] : classified.readouts) {
    for (const analysis::RankedClass& one : classes) {
      lines += fmt::format("  {:<{}}  {:>5.1f} %  {:>5}", title_of(readout), width,
                           100 * one.probability, one.index);
      lines += (one.label.empty() ? "" : "  " + base::printable(one.label)) + "\n";
    }
  }
  return lines;
}

std::string json_of(const std::filesystem::path& photo, const ClassifiedPhoto& classified,
                    const model::Blueprint& model) {
  Json object = photo_json(photo, classified.geometry, model);
  if (classified.crop) object["crop"] = rectangle_json(*classified.crop);
  if (!classified.notes.empty()) object["notes"] = classified.notes;
  Json& readouts = object["readouts"] = Json::array();
  for (const auto& [readout, classes] : classified.readouts) {
    readouts.push_back({{"readout", readout.name},
                        {"trained", is_trained(readout)},
                        {"classes", classes_json(classes)}});
  }
  return line_of(object);
}

}  // namespace vitviz::batch
