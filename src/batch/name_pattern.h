// SPDX-License-Identifier: Apache-2.0
// How a user wants results to be called: "{parent}/{stem}_{view}".
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace vitviz::batch {

enum class NameField {
  kFolder,
  kParent,
  kStem,
  kIndex,
  kView,
  kMap,
  kBlock,
  kHead,
  kQuery,
  kObject
};

inline constexpr std::array<std::string_view, 10> kNameFields = {
    "folder", "parent", "stem", "index", "view", "map", "block", "head", "query", "object"};

using FieldTexts = std::array<std::string, kNameFields.size()>;

class NamePattern {
 public:
  // Nothing for an unknown field, an empty pattern, and one that leads out of the folder for
  // results.
  [[nodiscard]] static std::optional<NamePattern> parse(std::string_view text);

  [[nodiscard]] bool has(NameField field) const;

  // The pattern with these texts in the places of its fields.
  [[nodiscard]] std::string filled(const FieldTexts& texts) const;

 private:
  std::vector<std::variant<std::string, NameField>> pieces_;
};

}  // namespace vitviz::batch
