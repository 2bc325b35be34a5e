// SPDX-License-Identifier: Apache-2.0
#include "manifest/path_text.h"

#include <charconv>

#include <fmt/format.h>

#include "base/digest.h"
#include "base/utf8.h"

namespace vitviz::manifest {

std::string path_text(const std::filesystem::path& path) {
  std::string text;
  std::string_view rest = path.native();
  while (!rest.empty()) {
    const std::size_t size = base::utf8_character_size(rest);
    if (size == 0 || rest.front() == '%') {
      text += fmt::format("%{:02X}", static_cast<unsigned char>(rest.front()));
    } else {
      text += rest.substr(0, size);
    }
    rest.remove_prefix(size == 0 ? 1 : size);
  }
  return text;
}

std::filesystem::path path_of(std::string_view text) {
  std::string path;
  while (!text.empty()) {
    unsigned char byte = 0;
    const bool is_coded =
        text.front() == '%' && text.size() >= 3 &&
        std::from_chars(text.data() + 1, text.data() + 3, byte, 16).ptr == text.data() + 3;
    path += is_coded ? static_cast<char>(byte) : text.front();
    text.remove_prefix(is_coded ? 3 : 1);
  }
  return path;
}

std::uint64_t hash_of(const std::filesystem::path& path) {
  return base::Digest().add(path.native()).number();
}

}  // namespace vitviz::manifest
