// SPDX-License-Identifier: Apache-2.0
// The measurements of the page: plots that are read and that choose, tables, pictures.
#include <cstddef>
#include <cstdint>

#include <doctest/doctest.h>

#include "browser/open_report.h"
#include "support/thrown_error.h"

namespace vitviz::test {
namespace {

using nlohmann::json;

TEST_CASE("the basis of the main components is chosen") {
  OpenReport report;
  // The tiles have a pixel a patch.
  const std::string tiles =
      "JSON.stringify([...document.querySelectorAll('#measure-pca .tile canvas')].map(canvas =>"
      " [...canvas.getContext('2d').getImageData(0, 0, 6, 4).data].filter((_, i) => i % 4 < 3)))";
  const auto stored = [](const std::string& basis) {
    return "JSON.stringify(sights[0].pca." + basis + ".map(text => [...bytesOf(text)]))";
  };
  CHECK(report.value(tiles) == report.value(stored("common")));
  report.choose("#pca-basis", "own");
  CHECK(report.value(tiles) == report.value(stored("own")));
  CHECK(report.value(stored("own")) != report.value(stored("common")));
  report.choose("#pca-basis", "common");
  CHECK(report.value(tiles) == report.value(stored("common")));
}

TEST_CASE("a dot of a plot is read by the arrow keys and chooses its head") {
  OpenReport report;
  report.press("#measure-entropy svg.plot", key::kRight);
  CHECK(contains(report.text("#tip"), "block 0, head 0: "));
  CHECK(report.value("document.querySelector('#tip').hidden") == false);
  report.browser().press(key::kRight);
  report.browser().press(key::kEnter);
  CHECK(report.value("[selection.block, selection.head, selection.query]") == json{0, 1, "cls"});
  report.browser().press(key::kEscape);
  CHECK(report.value("document.querySelector('#tip').hidden") == true);
}

TEST_CASE("a dot of a plot is clicked") {
  OpenReport report;
  // The last one in the file lies on all others.
  report.browser().run(
      "[...document.querySelectorAll('#measure-entropy circle.pickable')].at(-1).id = 'dot'");
  report.click("#dot");
  CHECK(report.value("[selection.block, selection.head, selection.query]") == json{11, 2, "mean"});
}

TEST_CASE("the numbers of a plot are those that were measured") {
  OpenReport report;
  report.click("#measure-entropy details.numbers summary");
  const json cells = report.value(
      "[...document.querySelectorAll('#measure-entropy tbody tr')].map(row =>"
      " [...row.cells].map(cell => cell.textContent))");
  const json table = report.value("data.sights[0].tables.attention");
  REQUIRE(cells.size() == table["rows"].size());
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const json& row = table["rows"][i];
    CHECK(cells[i][0] == std::to_string(row[0].get<int>()));
    CHECK(cells[i][2] == row[2]);
    CHECK(std::stod(cells[i][3].get<std::string>()) ==
          doctest::Approx(row[3].get<double>()).epsilon(0.01));
  }
}

TEST_CASE("every measurement that the page has is drawn") {
  OpenReport report;
  const json empty = report.value(
      "[...document.querySelectorAll('svg.plot')].filter(plot =>"
      " plot.querySelectorAll('circle').length === 0).map(plot => plot.dataset.plot)");
  CHECK(empty == json::array());
  CHECK(report.value("document.querySelectorAll('svg.plot').length").get<int>() > 5);
  const json text = report.value("document.querySelector('#measures').textContent");
  CHECK_FALSE(contains(text.get<std::string>(), "NaN"));
  CHECK_FALSE(contains(text.get<std::string>(), "undefined"));
}

}  // namespace
}  // namespace vitviz::test
