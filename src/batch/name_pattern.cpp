// SPDX-License-Identifier: Apache-2.0
#include "batch/name_pattern.h"

#include <algorithm>
#include <filesystem>

namespace vitviz::batch {
namespace {

std::optional<NameField> field_named(std::string_view name) {
  const auto found = std::find(kNameFields.begin(), kNameFields.end(), name);
  if (found == kNameFields.end()) return std::nullopt;
  return static_cast<NameField>(found - kNameFields.begin());
}

bool leads_out(const std::filesystem::path& pattern) {
  return pattern.is_absolute() || std::find(pattern.begin(), pattern.end(), "..") != pattern.end();
}

}  // namespace

std::optional<NamePattern> NamePattern::parse(std::string_view text) {
  if (text.empty() || text.ends_with('/') || leads_out(text)) return std::nullopt;
  NamePattern pattern;
  while (!text.empty()) {
    const std::size_t open = std::min(text.find('{'), text.size());
    if (open > 0) pattern.pieces_.emplace_back(std::string(text.substr(0, open)));
    text.remove_prefix(open);
    if (text.empty()) break;
    const std::size_t close = text.find('}');
    if (close == std::string_view::npos) return std::nullopt;
    const auto field = field_named(text.substr(1, close - 1));
    if (!field) return std::nullopt;
    pattern.pieces_.emplace_back(*field);
    text.remove_prefix(close + 1);
  }
  return pattern;
}

bool NamePattern::has(NameField field) const {
  return std::find(pieces_.begin(), pieces_.end(), decltype(pieces_)::value_type(field)) !=
         pieces_.end();
}

std::string NamePattern::filled(const FieldTexts& texts) const {
  std::string name;
  for (const auto& piece : pieces_) {
    const auto* field = std::get_if<NameField>(&piece);
    name +=
        field != nullptr ? texts[static_cast<std::size_t>(*field)] : std::get<std::string>(piece);
  }
  return name;
}

}  // namespace vitviz::batch
