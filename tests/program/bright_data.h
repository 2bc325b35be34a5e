// SPDX-License-Identifier: Apache-2.0
// Data sets whose scores are known: a model that finds bright rectangles exactly (kSharp), and
// truths that are these rectangles or others.
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "program/bright_rectangle.h"
#include "program/program.h"
#include "support/temporary_folder.h"

namespace vitviz::test {

using Words = std::vector<std::string>;

inline constexpr image::Size kBrightSize = {48, 32};  // 12 × 8 patches

// Rectangles of a photo's pixels.
inline constexpr Edges kBright = {8, 24, 8, 24};    // 16 × 16
inline constexpr Edges kShifted = {16, 32, 8, 24};  // shares half of it
inline constexpr Edges kAll = {0, 48, 0, 32};       // six times as much

// A mask of exactly what is bright.
inline const Words kWholeMask = {"--mask", "mass", "--keep", "0.999", "--refine", "none"};

[[nodiscard]] Words and_more(Words words, const Words& more);

// Of the results of JSON.
[[nodiscard]] double score(const nlohmann::json& results, const char* name);
[[nodiscard]] std::string protocol(const nlohmann::json& results, const char* line);

// The folder "data" with photos and masks, and beside it the model.
class BrightData {
 public:
  BrightData();

  void add(const std::string& name, const Edges& bright, const Edges& truth) const;

  // Runs `vitviz eval data`, seen as it is, with whole patches.
  [[nodiscard]] ProgramResult eval(const Words& more) const;

  // What it says with --json. Fails the test case where the program fails.
  [[nodiscard]] nlohmann::json json_of(const Words& more) const;

  [[nodiscard]] const TemporaryFolder& folder() const { return folder_; }

 private:
  TemporaryFolder folder_;
};

// A truth that is right ("a"), one that is shifted ("b"), and one that is everything ("c").
struct ThreePhotos : BrightData {
  ThreePhotos();
};

}  // namespace vitviz::test
