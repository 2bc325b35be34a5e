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
constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kFilesBeside = {
    {{"config.", "config.json"},
     {"preprocessor.", "preprocessor_config.json"},
     {"processor.", "processor_config.json"},
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

// "config.vision_config.hidden_act" → "config.json" and "vision_config.hidden_act"; no file where
// the checkpoint itself says it.
std::pair<std::string_view, std::string_view> origin_of(std::string_view key) {
  for (const auto& [prefix, file] : kFilesBeside) {
    if (key.starts_with(prefix)) return {file, key.substr(prefix.size())};
  }
  return {"", key};
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

std::optional<PictureSize> Metadata::size(const std::string& key) const {
  const auto number = [](const std::optional<std::string>& text) {
    constexpr int kLargest = 1 << 16;
    const auto value = text ? parse<int>(*text) : std::nullopt;
    return value && *value >= 1 && *value <= kLargest ? *value : 0;
  };
  PictureSize size{number(text(key + ".height")), number(text(key + ".width"))};
  if (const auto parts = words(key)) {
    // timm writes the channels first: "3,224,224".
    const std::size_t first = parts->size() == 3 ? 1 : 0;
    if (parts->size() > 3) return std::nullopt;
    size = {number((*parts)[first]), number(parts->back())};
  }
  if (size.height == 0 || size.width == 0) return std::nullopt;
  return size;
}

bool Metadata::any_below(std::string_view prefix) const {
  const auto found = checkpoint_.metadata.lower_bound(prefix);
  return found != checkpoint_.metadata.end() && found->first.starts_with(prefix);
}

std::vector<std::string> Metadata::nestings_of(std::string_view key) const {
  std::vector<std::string> nestings;
  std::string end(1, '.');
  end += key;
  for (const auto& [name, value] : checkpoint_.metadata) {
    if (name.ends_with(end)) nestings.push_back(name.substr(0, name.size() - key.size()));
  }
  return nestings;
}

std::optional<tensor::PerChannel> Metadata::per_channel(const std::string& key) const {
  const auto parts = words(key);
  if (!parts) return std::nullopt;
  tensor::PerChannel values{};
  for (std::size_t i = 0; i < values.size(); ++i) {
    const bool fits = parts->size() == values.size() || parts->size() == 1;
    const auto value = fits ? parse_finite((*parts)[parts->size() == 1 ? 0 : i]) : std::nullopt;
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
  const auto [file, name] = origin_of(key);
  const std::string value = io::in_quotes(text(key).value_or(""));
  if (file.empty()) {
    io::fail_model(checkpoint_.name,
                   fmt::format("the metadata say {} = {}, expected {}", key, value, expected),
                   "correct the metadata and save the model again");
  }
  io::fail_model(
      checkpoint_.name,
      fmt::format("the {} beside it says {} = {}, expected {}", file, name, value, expected),
      fmt::format("correct the {}, or get it again", file));
}

void Metadata::refuse_unread(const std::string& key, const std::string& what) const {
  const auto [file, name] = origin_of(key);
  io::fail_model(
      checkpoint_.name,
      fmt::format("{} {} = {}, which vitviz does not compute",
                  file.empty() ? "the metadata say" : fmt::format("the {} beside it says", file),
                  name, io::in_quotes(text(key).value_or(""))),
      "vitviz " + what);
}

}  // namespace vitviz::checkpoint
