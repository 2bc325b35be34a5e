// SPDX-License-Identifier: Apache-2.0
#include "image/window.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace vitviz::image {
namespace {

struct WindowText {
  std::string operator()(const ValueWindow& window) const {
    return fmt::format("window {},{}", window.lowest, window.highest);
  }
  std::string operator()(const PercentileWindow& window) const {
    return fmt::format("window of percentiles {},{}", window.lowest, window.highest);
  }
};

}  // namespace

std::string text_of(const ShownSamples& shown) {
  const std::string window =
      shown.window ? std::visit(WindowText{}, *shown.window) : "usual window";
  return shown.channels.empty()
             ? window + ", usual channels"
             : fmt::format("{}, channels {}", window, fmt::join(shown.channels, ","));
}

}  // namespace vitviz::image
