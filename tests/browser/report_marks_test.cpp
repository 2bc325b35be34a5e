// SPDX-License-Identifier: Apache-2.0
// The marks on the photo: the query's patch, and the strongest patches by the program's own rule.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <tuple>
#include <utility>

#include <doctest/doctest.h>

#include "browser/open_report.h"
#include "masks/mass_mask.h"

namespace vitviz::test {
namespace {

using nlohmann::json;
using Places = std::set<std::pair<int, int>>;  // rows and columns

// The patches that the page leaves bright: all but those it draws a dark square on.
Places bright_patches(OpenReport& report) {
  Places bright;
  for (int row = 0; row < kPhotoRows; ++row) {
    for (int col = 0; col < kPhotoCols; ++col) bright.emplace(row, col);
  }
  const json dark = report.value(
      "[...document.querySelector('#stage-0 path.dimmed').getAttribute('d')"
      ".matchAll(/M(\\d+) (\\d+)/g)].map(square => [Number(square[2]), Number(square[1])])");
  for (const json& place : dark) bright.erase({place[0], place[1]});
  return bright;
}

Places kept_patches(OpenReport& report, double keep) {
  const std::vector<float> map = report.value("[...chosenMap(stages[0]).map]");
  const std::vector<std::uint8_t> mask = masks::mass_mask(map, keep);
  Places kept;
  for (int patch = 0; patch < kPhotoRows * kPhotoCols; ++patch) {
    if (mask[static_cast<std::size_t>(patch)] != 0) {
      kept.emplace(patch / kPhotoCols, patch % kPhotoCols);
    }
  }
  return kept;
}

TEST_CASE("the strongest patches are those of the program's mask") {
  OpenReport report;
  CHECK(report.value("document.querySelector('#keep').disabled") == true);
  report.choose("#mask", "dim");
  CHECK(report.value("selection.mask") == "dim");
  CHECK(bright_patches(report) == kept_patches(report, 0.6));
  CHECK(kept_patches(report, 0.6).size() < kPhotoRows * kPhotoCols);
  report.press("#keep", key::kEnd);
  CHECK(report.value("selection.keep") == 1);
  CHECK(bright_patches(report) == kept_patches(report, 1));
  report.press("#keep", key::kHome);
  CHECK(report.text("output[for=keep]") == "0.01");
  CHECK(bright_patches(report) == kept_patches(report, 0.01));
  CHECK(kept_patches(report, 0.01).size() == 1);
}

TEST_CASE("the outline goes around the strongest patches") {
  OpenReport report;
  report.open("#keep=0.01");
  report.choose("#mask", "outline");
  CHECK(report.value("selection.mask") == "outline");
  const auto [row, col] = *kept_patches(report, 0.01).begin();
  // A single patch has four sides.
  const json sides = report.value(
      "[...document.querySelector('#stage-0 path.outline-over').getAttribute('d')"
      ".matchAll(/M(\\d+) (\\d+)([hv])1/g)].map(side => side.slice(1).join(' ')).sort()");
  std::vector<std::string> expected;
  for (const auto& [x, y, direction] :
       {std::tuple{col, row, 'h'}, {col, row + 1, 'h'}, {col, row, 'v'}, {col + 1, row, 'v'}}) {
    expected.push_back(std::to_string(x) + " " + std::to_string(y) + " " + direction);
  }
  std::sort(expected.begin(), expected.end());
  CHECK(sides == json(expected));
}

TEST_CASE("a frame is around the query's patch") {
  OpenReport report;
  const std::string mark = "document.querySelector('#stage-0 [data-mark=query]')";
  CHECK(report.value(mark + ".hidden") == true);  // of CLS
  report.click_patch(0, 1, 4);
  CHECK(report.value(mark + ".hidden") == false);
  const json place =
      report.value("(() => { const box = stages[0].frame.getBoundingClientRect(), in_ = " + mark +
                   ".getBoundingClientRect();"
                   "return [in_.x - box.x, in_.y - box.y, in_.width, in_.height].map((length, i) =>"
                   " length / (i % 2 ? box.height / 4 : box.width / 6)) })()");
  const double expected[] = {4, 1, 1, 1};  // in patches
  for (std::size_t i = 0; i < 4; ++i) {
    CHECK(place[i].get<double>() == doctest::Approx(expected[i]).epsilon(0.05));
  }
}

}  // namespace
}  // namespace vitviz::test
