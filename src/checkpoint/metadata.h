// SPDX-License-Identifier: Apache-2.0
// What a file says about itself beside its tensors, as typed values.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "io/checkpoint.h"
#include "tensor/grid.h"

namespace vitviz::checkpoint {

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
  // Three finite numbers, comma-separated.
  [[nodiscard]] std::optional<tensor::PerChannel> per_channel(const std::string& key) const;
  // Words, comma-separated.
  [[nodiscard]] std::optional<std::vector<std::string>> words(const std::string& key) const;

  [[noreturn]] void refuse(const std::string& key, const std::string& expected) const;

 private:
  const io::Checkpoint& checkpoint_;
};

}  // namespace vitviz::checkpoint
