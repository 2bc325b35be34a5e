// SPDX-License-Identifier: Apache-2.0
#include "options/option_values.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <system_error>

#include "base/named.h"
#include "base/split.h"
#include "batch/table_file.h"
#include "sheet/sheet.h"

namespace vitviz::options {
namespace {

template <typename Number>
std::optional<Number> parse_whole_text(std::string_view text) {
  Number number{};
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc{} || stop != end) return std::nullopt;
  return number;
}

template <typename Value, typename Table>
std::optional<std::vector<Value>> parse_list(std::string_view text, const Table& table) {
  std::vector<Value> values;
  for (const std::string_view name : base::split(text, ',')) {
    const std::optional<Value> value = base::value_named(table, name);
    if (!value) return std::nullopt;
    if (std::find(values.begin(), values.end(), *value) == values.end()) values.push_back(*value);
  }
  return values;
}

constexpr std::string_view kPercentileName = "percentile";

}  // namespace

std::optional<int> parse_integer(std::string_view text, int least, int most) {
  const auto number = parse_whole_text<int>(text);
  if (!number || *number < least || *number > most) return std::nullopt;
  return number;
}

std::optional<double> parse_number(std::string_view text) {
  const auto number = parse_whole_text<double>(text);
  if (!number || !std::isfinite(*number)) return std::nullopt;
  return number;
}

std::optional<std::filesystem::path> parse_path(std::string_view text) {
  if (text.empty()) return std::nullopt;
  return text;
}

std::optional<std::filesystem::path> parse_table(std::string_view text) {
  return batch::is_table_name(text) ? std::optional<std::filesystem::path>(text) : std::nullopt;
}

std::optional<int> parse_count(std::string_view text) {
  return parse_integer(text, 1, std::numeric_limits<int>::max());
}

std::optional<std::size_t> parse_memory(std::string_view text) {
  if (text.empty()) return std::nullopt;
  const double unit = text.back() == 'G' ? 1 << 30 : text.back() == 'M' ? 1 << 20 : 0;
  const auto number = parse_number(text.substr(0, text.size() - 1));
  constexpr double kMost = 1e15;  // a petabyte, far below the limit of the type
  if (unit == 0 || !number || *number <= 0 || *number * unit > kMost) return std::nullopt;
  return static_cast<std::size_t>(*number * unit);
}

std::optional<int> parse_threads(std::string_view text) {
  return parse_integer(text, 1, kMaxThreads);
}

std::optional<double> parse_keep(std::string_view text) {
  const auto share = parse_number(text);
  if (!share || *share <= 0 || *share > 1) return std::nullopt;
  return share;
}

std::optional<float> parse_opacity(std::string_view text) {
  const auto share = parse_number(text);
  if (!share || *share < 0 || *share > 1) return std::nullopt;
  return static_cast<float>(*share);
}

std::optional<float> parse_gamma(std::string_view text) {
  const auto gamma = parse_number(text);
  if (!gamma || *gamma < 1 / views::kMostGamma || *gamma > views::kMostGamma) return std::nullopt;
  return static_cast<float>(*gamma);
}

std::optional<views::RangeChoice> parse_range(std::string_view text) {
  if (text == "own") return views::OwnRange{};
  if (text == "share") return views::SharedRange{};
  const std::vector<std::string_view> ends = base::split(text, ',');
  if (ends.size() != 2) return std::nullopt;
  const auto lowest = parse_number(ends[0]);
  const auto highest = parse_number(ends[1]);
  constexpr double kMost = views::kMostRange;
  if (!lowest || !highest || std::abs(*lowest) > kMost || std::abs(*highest) > kMost) return {};
  const color::ValueRange range{static_cast<float>(*lowest), static_cast<float>(*highest)};
  if (range.lowest >= range.highest) return std::nullopt;
  return range;
}

std::optional<double> parse_scale(std::string_view text) {
  const auto scale = parse_number(text);
  if (!scale || *scale < sheet::kLeastScale || *scale > sheet::kMostScale) return std::nullopt;
  return scale;
}

std::optional<tensor::PerChannel> parse_means(std::string_view text) {
  const std::vector<std::string_view> parts = base::split(text, ',');
  constexpr auto kLargest = static_cast<double>(std::numeric_limits<float>::max());
  tensor::PerChannel channels{};
  if (parts.size() != 1 && parts.size() != channels.size()) return std::nullopt;
  for (std::size_t i = 0; i < channels.size(); ++i) {
    const auto number = parse_number(parts[parts.size() == 1 ? 0 : i]);
    if (!number || std::abs(*number) > kLargest) return std::nullopt;
    channels[i] = static_cast<float>(*number);
  }
  return channels;
}

std::optional<tensor::PerChannel> parse_deviations(std::string_view text) {
  const auto channels = parse_means(text);
  const auto is_positive = [](float value) { return value > 0; };
  if (!channels || !std::all_of(channels->begin(), channels->end(), is_positive)) {
    return std::nullopt;
  }
  return channels;
}

std::optional<tensor::PatchGrid> parse_grid(std::string_view text) {
  constexpr int kMostPatches = 1 << 10;  // along a side
  const std::vector<std::string_view> sides = base::split(text, 'x');
  if (sides.size() != 2) return std::nullopt;
  const auto rows = parse_integer(sides[0], 1, kMostPatches);
  const auto cols = parse_integer(sides[1], 1, kMostPatches);
  if (!rows || !cols) return std::nullopt;
  return tensor::PatchGrid{*rows, *cols};
}

std::optional<std::vector<std::string>> parse_patterns(std::string_view text) {
  std::vector<std::string> patterns;
  for (const std::string_view pattern : base::split(text, ',')) {
    if (pattern.empty()) return std::nullopt;
    patterns.emplace_back(pattern);
  }
  return patterns;
}

std::optional<image::InputSize> parse_size(std::string_view text) {
  if (text == "native") return image::NativeSize{};
  const std::vector<std::string_view> sides = base::split(text, 'x');
  const auto first = parse_integer(sides[0], 1, kMaxSide);
  if (sides.size() == 1 && first) return image::ShortSide{*first};
  const auto second = sides.size() == 2 ? parse_integer(sides[1], 1, kMaxSide) : std::nullopt;
  if (!first || !second) return std::nullopt;
  return image::Size{.width = *second, .height = *first};
}

std::optional<image::Crop> parse_crop(std::string_view text) {
  if (text == "square") return image::CentreSquare{};
  const std::vector<std::string_view> parts = base::split(text, ',');
  std::array<int, 4> numbers{};
  if (parts.size() != numbers.size()) return std::nullopt;
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const int least = i < 2 ? 0 : 1;
    const auto number = parse_integer(parts[i], least, std::numeric_limits<int>::max());
    if (!number) return std::nullopt;
    numbers[i] = *number;
  }
  return image::Rectangle{{numbers[0], numbers[1]}, {numbers[2], numbers[3]}};
}

std::optional<image::Window> parse_window(std::string_view text) {
  std::vector<std::string_view> parts = base::split(text, ',');
  const bool of_percentiles = parts.front() == kPercentileName;
  if (of_percentiles) parts.erase(parts.begin());
  if (of_percentiles && parts.empty()) return image::PercentileWindow{};
  if (parts.size() != 2) return std::nullopt;
  const auto lowest = parse_number(parts[0]);
  const auto highest = parse_number(parts[1]);
  if (!lowest || !highest || *lowest >= *highest) return std::nullopt;
  if (!of_percentiles) return image::ValueWindow{*lowest, *highest};
  if (*lowest < 0 || *highest > 100) return std::nullopt;
  return image::PercentileWindow{*lowest, *highest};
}

std::optional<std::vector<int>> parse_channels(std::string_view text) {
  std::vector<int> channels;
  for (const std::string_view part : base::split(text, ',')) {
    const auto channel = parse_count(part);
    if (!channel) return std::nullopt;
    channels.push_back(*channel);
  }
  if (channels.size() != 1 && channels.size() != 3) return std::nullopt;
  return channels;
}

std::optional<analysis::BlockChoice> parse_block(std::string_view text) {
  if (text == analysis::kAllName) return analysis::Each{};
  return parse_whole_text<int>(text);
}

std::optional<analysis::HeadChoice> parse_head(std::string_view text) {
  if (text == analysis::kAllName) return analysis::Each{};
  if (const auto fusion = base::value_named(analysis::kHeadFusions, text)) return *fusion;
  return parse_integer(text, 0, std::numeric_limits<int>::max());
}

std::optional<std::vector<image::Pixel>> parse_queries(std::string_view text) {
  const std::vector<std::string_view> numbers = base::split(text, ',');
  if (numbers.size() % 2 != 0) return std::nullopt;
  std::vector<image::Pixel> pixels;
  for (std::size_t i = 0; i < numbers.size(); i += 2) {
    const auto x = parse_integer(numbers[i], 0, std::numeric_limits<int>::max());
    const auto y = parse_integer(numbers[i + 1], 0, std::numeric_limits<int>::max());
    if (!x || !y) return std::nullopt;
    pixels.push_back({*x, *y});
  }
  return pixels;
}

std::optional<views::ViewList> parse_views(std::string_view text) {
  if (text == kNoneName) return views::ViewList{};
  return parse_list<const views::View*>(text, views::all_views());
}

std::optional<std::vector<batch::RawArray>> parse_arrays(std::string_view text) {
  return parse_list<batch::RawArray>(text, batch::kRawArrays);
}

}  // namespace vitviz::options
