// SPDX-License-Identifier: Apache-2.0
#include "archives/member_name.h"

#include <algorithm>

namespace vitviz::archives {

std::optional<std::string> plain_name(std::string_view stored) {
  if (stored.find('\0') != std::string_view::npos) return std::nullopt;
  std::string name;
  while (!stored.empty()) {
    const std::size_t slash = std::min(stored.find('/'), stored.size());
    const std::string_view part = stored.substr(0, slash);
    stored.remove_prefix(std::min(slash + 1, stored.size()));
    if (part == "..") return std::nullopt;
    if (part.empty() || part == ".") continue;
    if (!name.empty()) name += '/';
    name += part;
  }
  return name.empty() ? std::nullopt : std::optional(name);
}

}  // namespace vitviz::archives
