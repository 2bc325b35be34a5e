// SPDX-License-Identifier: Apache-2.0
#include "labels/labels.h"

#include <string_view>

#include "labels/imagenet_labels.h"

namespace vitviz::labels {
namespace {

constexpr int kImageNetClasses = 1000;

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  while (true) {
    const std::size_t end = text.find(separator);
    parts.emplace_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

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
  if (classes == kImageNetClasses) return split(kImageNetLabels, ';');
  return {};
}

}  // namespace vitviz::labels
