// SPDX-License-Identifier: Apache-2.0
#include "labels/labels.h"

#include "base/split.h"
#include "labels/imagenet_labels.h"

namespace vitviz::labels {
namespace {

constexpr int kImageNetClasses = 1000;

}  // namespace

std::vector<std::string> read_labels(const io::Checkpoint& checkpoint) {
  const std::string before = checkpoint.container == io::Container::kGguf ? "" : "config.id2label.";
  std::vector<std::string> labels;
  while (true) {
    const auto found = checkpoint.metadata.find(before + std::to_string(labels.size()));
    if (found == checkpoint.metadata.end()) return labels;
    labels.push_back(found->second);
  }
}

std::vector<std::string> labels_of_classes(const std::vector<std::string>& given, int classes) {
  if (classes > 0 && given.size() == static_cast<std::size_t>(classes)) return given;
  if (classes != kImageNetClasses) return {};
  const auto names = base::split(kImageNetLabels, ';');
  return {names.begin(), names.end()};
}

}  // namespace vitviz::labels
