// SPDX-License-Identifier: Apache-2.0
#include "screen/summary_line.h"

#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/text.h"

namespace vitviz::screen {
namespace {

const char* reason(base::ErrorCode code) {
  switch (code) {
    case base::ErrorCode::kArgument:
      return "do not suit what was asked for";
    case base::ErrorCode::kInput:
      return "could not be read";
    case base::ErrorCode::kModel:
      return "the model could not compute";
    case base::ErrorCode::kOutput:
      return "could not be written";
    case base::ErrorCode::kInternal:
      return "met a bug in vitviz";
  }
  return "";
}

std::string failures(const batch::SeriesSummary& summary) {
  std::vector<std::string> reasons;
  for (const auto& [code, count] : summary.failed) {
    reasons.push_back(fmt::format("{} {}", count, reason(code)));
  }
  return fmt::format("{} failed ({})", summary.failures(), fmt::join(reasons, ", "));
}

}  // namespace

std::string summary_line(const batch::SeriesSummary& summary) {
  std::vector<std::string> parts = {fmt::format("{} drawn", summary.drawn)};
  if (summary.skipped > 0) parts.push_back(fmt::format("{} done before", summary.skipped));
  if (summary.failures() > 0) parts.push_back(failures(summary));
  if (summary.left_out() > 0) parts.push_back(fmt::format("{} not begun", summary.left_out()));
  const std::string rate =
      summary.drawn > 0 ? fmt::format(" ({:.3g}/s)", summary.drawn / summary.seconds) : "";
  return fmt::format("{} photos in {}{}: {}", summary.photos, base::format_seconds(summary.seconds),
                     rate, fmt::join(parts, ", "));
}

}  // namespace vitviz::screen
