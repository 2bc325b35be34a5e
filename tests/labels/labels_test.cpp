// SPDX-License-Identifier: Apache-2.0
#include "labels/labels.h"

#include <set>

#include <doctest/doctest.h>

namespace vitviz::labels {
namespace {

TEST_CASE("labels come from config.json, or from the container of ggml") {
  io::Checkpoint checkpoint;
  CHECK(read_labels(checkpoint).empty());
  checkpoint.metadata = {{"config.id2label.0", "cat"},
                         {"config.id2label.1", "dog"},
                         {"config.id2label.3", "after a gap"},
                         {"0", "other"}};
  CHECK(read_labels(checkpoint) == std::vector<std::string>{"cat", "dog"});
  checkpoint.container = io::Container::kGguf;
  CHECK(read_labels(checkpoint) == std::vector<std::string>{"other"});
}

TEST_CASE("labels are used when there are as many as classes") {
  const std::vector<std::string> two = {"cat", "dog"};
  CHECK(labels_of_classes(two, 2) == two);
  CHECK(labels_of_classes(two, 3).empty());
  CHECK(labels_of_classes({}, 0).empty());
}

TEST_CASE("1000 classes without names are ImageNet's") {
  const std::vector<std::string> labels = labels_of_classes({}, 1000);
  REQUIRE(labels.size() == 1000);
  CHECK(std::set<std::string>(labels.begin(), labels.end()).size() == labels.size());
  CHECK(labels[0] == "tench");
  CHECK(labels[281] == "tabby");
  CHECK(labels[999] == "toilet tissue");
}

}  // namespace
}  // namespace vitviz::labels
