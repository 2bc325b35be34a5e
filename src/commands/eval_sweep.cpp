// SPDX-License-Identifier: Apache-2.0
#include "commands/eval_sweep.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

#include <fmt/format.h>

#include "base/named.h"
#include "base/split.h"
#include "options/option_values.h"

namespace vitviz::commands {
namespace {

template <typename Value, typename Target>
bool take(const std::optional<Value>& value, Target& target) {
  if (value) target = *value;
  return value.has_value();
}

bool apply_keep(std::string_view value, scoring::Setting& setting) {
  return take(options::parse_keep(value), setting.question.mask.keep);
}
bool apply_threshold(std::string_view value, scoring::Setting& setting) {
  const auto cosine = options::parse_number(value);
  return cosine && *cosine >= -1 && *cosine <= 1 && take(cosine, setting.question.mask.threshold);
}
bool apply_block(std::string_view value, scoring::Setting& setting) {
  return take(options::parse_block(value), setting.question.block);
}
bool apply_head(std::string_view value, scoring::Setting& setting) {
  return take(options::parse_head(value), setting.question.head);
}
bool apply_size(std::string_view value, scoring::Setting& setting) {
  return take(options::parse_size(value), setting.question.size);
}

constexpr std::array kSweepables = {
    Sweepable{"keep", true, true, apply_keep},
    Sweepable{"threshold", true, true, apply_threshold},
    Sweepable{"block", false, true, apply_block},
    Sweepable{"head", false, false, apply_head},
    Sweepable{"size", false, true, apply_size},
};

constexpr int kMostDecimals = 9;

// Of a number without an exponent; too many of any other.
int decimals_of(std::string_view number) {
  if (number.find_first_of("eE") != std::string_view::npos) return kMostDecimals + 1;
  const std::size_t point = number.find('.');
  return point == std::string_view::npos ? 0 : static_cast<int>(number.size() - point - 1);
}

// Numbers from the first to the last by steps, with as many decimals as these have: "0.3" to "0.9"
// by "0.1" are what one would write by hand.
std::vector<std::string> numbers_between(const std::vector<std::string_view>& ends) {
  const int decimals = std::max(decimals_of(ends[0]), decimals_of(ends[2]));
  const auto from = options::parse_number(ends[0]);
  const auto to = options::parse_number(ends[1]);
  const auto step = options::parse_number(ends[2]);
  if (!from || !to || !step || *step <= 0 || decimals > kMostDecimals) return {};
  const double steps = std::floor((*to - *from) / *step + 1e-9);
  if (!(steps >= 0 && steps < kMostSettings)) return {};
  std::vector<std::string> numbers;
  for (int i = 0; i <= static_cast<int>(steps); ++i) {
    numbers.push_back(fmt::format("{:.{}f}", *from + i * *step, decimals));
  }
  return numbers;
}

std::vector<std::string> values_of(std::string_view text) {
  const std::vector<std::string_view> ends = base::split(text, ':');
  if (ends.size() == 3) return numbers_between(ends);
  std::vector<std::string> values;
  for (const std::string_view value : base::split(text, ',')) {
    if (std::find(values.begin(), values.end(), value) == values.end()) values.emplace_back(value);
  }
  return values;
}

}  // namespace

std::string sweepable_names() { return base::names_in(kSweepables); }

std::optional<SweepChoice> parse_sweep(std::string_view text) {
  const std::size_t equals = text.find('=');
  if (equals == std::string_view::npos) return std::nullopt;
  const auto* const option =
      std::find_if(kSweepables.begin(), kSweepables.end(),
                   [&](const Sweepable& known) { return known.name == text.substr(0, equals); });
  if (option == kSweepables.end()) return std::nullopt;
  SweepChoice sweep{option, values_of(text.substr(equals + 1))};
  const auto is_value = [option](const std::string& value) {
    scoring::Setting setting;
    return option->apply(value, setting);
  };
  if (sweep.values.empty() || std::ssize(sweep.values) > kMostSettings ||
      !std::all_of(sweep.values.begin(), sweep.values.end(), is_value)) {
    return std::nullopt;
  }
  return sweep;
}

}  // namespace vitviz::commands
