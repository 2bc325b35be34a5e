// SPDX-License-Identifier: Apache-2.0
#include "io/utf8.h"

#include <cstddef>

#include "base/utf8.h"

namespace vitviz::io {

bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    const std::size_t size = base::utf8_character_size(text);
    if (size == 0) return false;
    text.remove_prefix(size);
  }
  return true;
}

}  // namespace vitviz::io
