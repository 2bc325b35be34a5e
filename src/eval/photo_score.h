// SPDX-License-Identifier: Apache-2.0
// What one photo contributes to the scores of a data set.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace vitviz::eval {

struct PhotoScore {
  std::string photo;           // its name
  std::vector<double> values;  // its row of the table, one for each column of the task
  std::vector<double> parts;   // what the task's scores are computed from, averaged over the photos

  friend bool operator==(const PhotoScore&, const PhotoScore&) = default;
};

// A photo that has no score.
struct LeftOut {
  std::string photo;
  std::string reason;

  friend bool operator==(const LeftOut&, const LeftOut&) = default;
};

// Why a truth leaves a photo without a score.
inline constexpr std::string_view kAllVoid = "its truth is void everywhere";
inline constexpr std::string_view kNoObject = "its truth has no object";
inline constexpr std::string_view kNoBox = "its truth has no box that counts";

}  // namespace vitviz::eval
