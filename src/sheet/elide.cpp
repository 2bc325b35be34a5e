// SPDX-License-Identifier: Apache-2.0
#include "sheet/elide.h"

#include <algorithm>
#include <cstddef>
#include <vector>

#include "base/utf8.h"
#include "sheet/text.h"

namespace vitviz::sheet {
namespace {

// Where each character begins, and where the last one ends.
std::vector<std::size_t> character_starts(std::string_view text) {
  std::vector<std::size_t> starts = {0};
  while (starts.back() < text.size()) {
    const std::size_t size = base::utf8_character_size(text.substr(starts.back()));
    starts.push_back(starts.back() + std::max<std::size_t>(size, 1));
  }
  return starts;
}

}  // namespace

std::string elided(std::string_view text, int pixels, int width) {
  if (measure_text(text, pixels).width <= width) return std::string(text);
  const std::vector<std::size_t> starts = character_starts(text);
  const std::size_t characters = starts.size() - 1;
  // Half of what is kept is the start, and of an odd number the larger half the end.
  for (std::size_t kept = characters - 1; kept > 0; --kept) {
    const std::size_t start = kept / 2;
    const std::size_t end = kept - start;
    const std::string shorter = std::string(text.substr(0, starts[start])) + "…" +
                                std::string(text.substr(starts[characters - end]));
    if (measure_text(shorter, pixels).width <= width) return shorter;
  }
  return "…";
}

}  // namespace vitviz::sheet
