// SPDX-License-Identifier: Apache-2.0
#include "sheet/ticks.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include <fmt/format.h>

#include "base/check.h"

namespace vitviz::sheet {
namespace {

// The largest power of ten that is not above `value`, as its exponent. Requires: value > 0.
int exponent_of(double value) { return static_cast<int>(std::floor(std::log10(value) + 1e-9)); }

// 1, 2 or 5 times a power of ten.
struct Step {
  int factor = 1;
  int exponent = 0;

  [[nodiscard]] double value() const { return factor * std::pow(10.0, exponent); }
};

// The smallest step of which at most `most` multiples lie in a range of this extent.
Step step_for(double extent, int most) {
  Step step{1, exponent_of(extent / most)};
  while (std::floor(extent / step.value() + 1e-9) + 1 > most) {
    step.factor = step.factor == 1 ? 2 : step.factor == 2 ? 5 : 1;
    if (step.factor == 1) ++step.exponent;
  }
  return step;
}

constexpr int kMostDecimals = 4;

// `value` is a multiple of a step with `exponent`; `largest` is the exponent of the largest one.
std::string label_of(double value, int exponent, int largest) {
  if (-exponent <= kMostDecimals && largest <= kMostDecimals) {
    return fmt::format("{:.{}f}", value, std::max(0, -exponent));
  }
  if (value == 0.0) return "0";
  const double mantissa = value / std::pow(10.0, largest);
  return fmt::format("{:.{}f}e{}", mantissa, largest - exponent, largest);
}

// "1.2e-05" → "1.2e-5"
std::string with_short_exponent(std::string number) {
  const std::size_t exponent = number.find('e');
  if (exponent != std::string::npos && number[exponent + 2] == '0') number.erase(exponent + 2, 1);
  return number;
}

std::string with_digits(double value, int digits) {
  return with_short_exponent(fmt::format("{:.{}g}", value, digits));
}

}  // namespace

std::vector<Tick> round_ticks(color::ValueRange range, int most) {
  VITVIZ_CHECK(most >= 2);
  const auto lowest = static_cast<double>(range.lowest);
  const double extent = static_cast<double>(range.highest) - lowest;
  if (extent <= 0.0) return {{0.5, with_digits(lowest, 2)}};

  const Step step = step_for(extent, most);
  const double first = std::ceil(lowest / step.value() - 1e-9);
  const double last = std::floor((lowest + extent) / step.value() + 1e-9);
  const double largest = std::max(std::abs(first), std::abs(last)) * step.value();
  std::vector<Tick> ticks;
  for (double i = first; i <= last; ++i) {
    const double value = i * step.value() + 0.0;  // no "-0"
    ticks.push_back({std::clamp((value - lowest) / extent, 0.0, 1.0),
                     label_of(value, step.exponent, exponent_of(largest))});
  }
  return ticks;
}

constexpr int kLevels = 255;  // of colour

std::vector<Tick> end_ticks(color::ValueRange range) {
  const auto extent = static_cast<double>(range.highest) - static_cast<double>(range.lowest);
  const auto shown = [extent](float end) {
    const auto value = static_cast<double>(end);
    return std::abs(value) * 2 * kLevels < extent ? 0.0 : value;
  };
  const double lowest = shown(range.lowest);
  const double highest = shown(range.highest);
  if (lowest == highest) return {{0.5, with_digits(lowest, 2)}};
  constexpr int kMostDigits = 9;  // tell any two floats apart
  int digits = 2;
  while (digits < kMostDigits && with_digits(lowest, digits) == with_digits(highest, digits)) {
    ++digits;
  }
  return {{0.0, with_digits(lowest, digits)}, {1.0, with_digits(highest, digits)}};
}

}  // namespace vitviz::sheet
