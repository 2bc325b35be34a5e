// SPDX-License-Identifier: Apache-2.0
// What a file says about itself beside its tensors, as typed values.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "io/checkpoint.h"
#include "tensor/grid.h"

namespace vitviz::checkpoint {

struct PictureSize {
  int height = 0;
  int width = 0;
};

// Reads the metadata of one checkpoint. A key that is absent gives nullopt; a value that makes no
// sense throws Error(kModel) that names file, key, value and what is expected.
class Metadata {
 public:
  explicit Metadata(const io::Checkpoint& checkpoint) : checkpoint_(checkpoint) {}

  [[nodiscard]] std::optional<std::string> text(const std::string& key) const;
  // A whole number in [1, most].
  [[nodiscard]] std::optional<int> count(const std::string& key, int most) const;
  // A finite number above zero.
  [[nodiscard]] std::optional<float> positive(const std::string& key) const;
  // A height and a width, comma-separated or as keys of their own, or one number for both; nothing
  // where it is written in another way.
  [[nodiscard]] std::optional<PictureSize> size(const std::string& key) const;
  // Three finite numbers, comma-separated, or one for all channels.
  [[nodiscard]] std::optional<tensor::PerChannel> per_channel(const std::string& key) const;
  // Words, comma-separated.
  [[nodiscard]] std::optional<std::vector<std::string>> words(const std::string& key) const;

  // Whether any key begins so.
  [[nodiscard]] bool any_below(std::string_view prefix) const;
  // What stands before `key` where it is nested, as in "config.vision_config.": in order.
  [[nodiscard]] std::vector<std::string> nestings_of(std::string_view key) const;

  [[noreturn]] void refuse(const std::string& key, const std::string& expected) const;
  // For a value that makes sense, but stands for what is not computed: "vitviz {what}".
  [[noreturn]] void refuse_unread(const std::string& key, const std::string& what) const;

 private:
  const io::Checkpoint& checkpoint_;
};

}  // namespace vitviz::checkpoint
