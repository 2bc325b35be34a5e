// SPDX-License-Identifier: Apache-2.0
#include "checkpoint/metadata.h"

#include <array>
#include <charconv>
#include <cmath>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "io/model_error.h"

namespace vitviz::checkpoint {
namespace {

// Where metadata come from that the file itself does not hold, see io/checkpoint.h.
constexpr std::array<std::pair<std::string_view, std::string_view>, 3> kFilesBeside = {
    {{"config.", "config.json"},
     {"preprocessor.", "preprocessor_config.json"},
     {"open_clip.", "open_clip_config.json"}}};

std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> parts;
  while (true) {
    const std::size_t comma = text.find(',');
    parts.emplace_back(text.substr(0, comma));
    if (comma == std::string_view::npos) return parts;
    text.remove_prefix(comma + 1);
  }
}

// The whole of `text` as a number, or nothing.
template <typename Number>
std::optional<Number> parse(std::string_view text) {
  Number value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<float> parse_finite(std::string_view text) {
  const auto value = parse<float>(text);
  return value && std::isfinite(*value) ? value : std::nullopt;
}

}  // namespace

std::optional<std::string> Metadata::text(const std::string& key) const {
  const auto found = checkpoint_.metadata.find(key);
  if (found == checkpoint_.metadata.end()) return std::nullopt;
  return found->second;
}

std::optional<int> Metadata::count(const std::string& key, int most) const {
  const auto written = text(key);
  if (!written) return std::nullopt;
  const auto value = parse<int>(*written);
  if (!value || *value < 1 || *value > most) {
    refuse(key, fmt::format("a whole number from 1 to {}", most));
  }
  return value;
}

std::optional<float> Metadata::positive(const std::string& key) const {
  const auto written = text(key);
  if (!written) return std::nullopt;
  const auto value = parse_finite(*written);
  if (!value || *value <= 0) refuse(key, "a number above 0");
  return value;
}

std::optional<tensor::PerChannel> Metadata::per_channel(const std::string& key) const {
  const auto parts = words(key);
  if (!parts) return std::nullopt;
  tensor::PerChannel values{};
  for (std::size_t i = 0; i < values.size(); ++i) {
    const auto value = parts->size() == values.size() ? parse_finite((*parts)[i]) : std::nullopt;
    if (!value) refuse(key, "three numbers with commas between them");
    values[i] = *value;
  }
  return values;
}

std::optional<std::vector<std::string>> Metadata::words(const std::string& key) const {
  const auto written = text(key);
  if (!written) return std::nullopt;
  return split(*written);
}

void Metadata::refuse(const std::string& key, const std::string& expected) const {
  const std::string value = io::in_quotes(text(key).value_or(""));
  for (const auto& [prefix, file] : kFilesBeside) {
    if (!key.starts_with(prefix)) continue;
    io::fail_model(checkpoint_.name,
                   fmt::format("the {} beside it says {} = {}, expected {}", file,
                               key.substr(prefix.size()), value, expected),
                   fmt::format("correct the {}, or get it again", file));
  }
  io::fail_model(checkpoint_.name,
                 fmt::format("the metadata say {} = {}, expected {}", key, value, expected),
                 "correct the metadata and save the model again");
}

}  // namespace vitviz::checkpoint
