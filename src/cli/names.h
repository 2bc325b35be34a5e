// SPDX-License-Identifier: Apache-2.0
// The words of the command line and of the results for what is a value in the program.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "base/check.h"
#include "cli/options.h"

namespace vitviz::cli {

template <typename Value>
struct Named {
  std::string_view name;
  Value value;
};
template <typename Value>
Named(const char*, Value) -> Named<Value>;

inline constexpr std::array kColormaps = {
    Named{"inferno", color::Colormap::kInferno}, Named{"viridis", color::Colormap::kViridis},
    Named{"magma", color::Colormap::kMagma},     Named{"turbo", color::Colormap::kTurbo},
    Named{"gray", color::Colormap::kGray},
};
inline constexpr std::array kUpsamples = {
    Named{"nearest", field::Upsample::kNearest},
    Named{"bilinear", field::Upsample::kBilinear},
    Named{"bicubic", field::Upsample::kBicubic},
};
inline constexpr std::array kHeadFusions = {
    Named{"mean", tensor::HeadFusion::kMean},
    Named{"max", tensor::HeadFusion::kMax},
    Named{"min", tensor::HeadFusion::kMin},
};
inline constexpr std::array kViews = {
    Named{"overlay", View::kOverlay}, Named{"heat", View::kHeat},
    Named{"mask", View::kMask},       Named{"outline", View::kOutline},
    Named{"cutout", View::kCutout},   Named{"heads", View::kHeads},
    Named{"blocks", View::kBlocks},   Named{"colors", View::kColors},
    Named{"pca", View::kPca},         Named{"terminal", View::kTerminal},
};
inline constexpr std::array kRangeBys = {
    Named{"map", color::RangeBy::kMap},
    Named{"block", color::RangeBy::kBlock},
    Named{"all", color::RangeBy::kAll},
};
inline constexpr std::array kMaps = {
    Named{"attention", Map::kAttention},
    Named{"rollout", Map::kRollout},
    Named{"similarity", Map::kSimilarity},
    Named{"norm", Map::kNorm},
};
inline constexpr std::array kTokenStates = {
    Named{"block", model::TokenState::kBlock},
    Named{"normed", model::TokenState::kNormed},
};
inline constexpr std::array kRawArrays = {
    Named{"map", RawArray::kMap},
    Named{"mask", RawArray::kMask},
    Named{"attention", RawArray::kAttention},
    Named{"tokens", RawArray::kTokens},
    Named{"logits", RawArray::kLogits},
    Named{"npz", RawArray::kNpz},
};
inline constexpr std::array kBranches = {
    Named{"teacher", checkpoint::Branch::kTeacher},
    Named{"student", checkpoint::Branch::kStudent},
};
inline constexpr std::array kPrecisionChoices = {
    Named{"auto", PrecisionChoice::kAuto},
    Named{"f32", PrecisionChoice::kF32},
    Named{"bf16", PrecisionChoice::kBf16},
};
inline constexpr std::array kPrecisions = {
    Named{"f32", nn::Precision::kF32},
    Named{"bf16", nn::Precision::kBf16},
};
inline constexpr std::array kColorWhens = {
    Named{"auto", screen::ColorWhen::kAuto},
    Named{"always", screen::ColorWhen::kAlways},
    Named{"never", screen::ColorWhen::kNever},
};
inline constexpr std::string_view kAllName = "all";
inline constexpr std::string_view kNoneName = "none";

// Requires: every value has a name in `table`.
template <typename Table, typename Value>
[[nodiscard]] std::string_view name_of(const Table& table, Value value) {
  const auto found = std::find_if(table.begin(), table.end(),
                                  [value](const auto& entry) { return entry.value == value; });
  VITVIZ_CHECK(found != table.end());
  return found->name;
}

template <typename Table>
[[nodiscard]] auto value_named(const Table& table, std::string_view name) {
  std::optional<decltype(table.front().value)> found;
  for (const auto& entry : table) {
    if (entry.name == name) found.emplace(entry.value);
  }
  return found;
}

// "nearest, bilinear or bicubic"
template <typename Table>
[[nodiscard]] std::string names_in(const Table& table) {
  std::string names;
  for (std::size_t i = 0; i < table.size(); ++i) {
    const char* separator = i == 0 ? "" : i + 1 == table.size() ? " or " : ", ";
    names += fmt::format("{}{}", separator, table[i].name);
  }
  return names;
}

}  // namespace vitviz::cli
