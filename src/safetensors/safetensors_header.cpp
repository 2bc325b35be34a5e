// SPDX-License-Identifier: Apache-2.0
#include "safetensors/safetensors_header.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "io/model_error.h"
#include "safetensors/safetensors_events.h"

namespace vitviz::safetensors {
namespace {

// The parser keeps the token it reads, several times over when it fails there, and ends quietly at
// a zero byte: refuse both before it sees them.
void check_tokens(std::string_view text, std::string_view file) {
  std::size_t token_begin = 0;
  bool escaped = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\0') io::fail_model(file, fmt::format("its header has a zero byte at {}", i));
    if (text[i] == '"' && !escaped) token_begin = i;
    escaped = text[i] == '\\' && !escaped;
    if (i - token_begin > kMaxTokenBytes) {
      io::fail_model(file,
                     fmt::format("its header has a text of more than {} bytes", kMaxTokenBytes));
    }
  }
}

}  // namespace

SafetensorsHeader parse_safetensors_header(std::span<const std::byte> json, std::string_view name) {
  const std::string_view text(reinterpret_cast<const char*>(json.data()), json.size());
  check_tokens(text, name);
  HeaderEvents events(name);
  nlohmann::json::sax_parse(text, &events);
  return events.take();
}

}  // namespace vitviz::safetensors
