// SPDX-License-Identifier: Apache-2.0
// The other controls of the page, one by one, as a user works them.
#include <cstdlib>
#include <filesystem>

#include <doctest/doctest.h>

#include "browser/open_report.h"
#include "browser/page_checks.h"
#include "support/png_reader.h"
#include "support/thrown_error.h"

namespace vitviz::test {
namespace {

using nlohmann::json;

TEST_CASE("lists choose block, head and query, and words say what is shown") {
  OpenReport report;
  report.choose("#block", "3");
  report.choose("#head", "1");
  report.choose("#query", "register2");
  CHECK(report.value("[selection.block, selection.head, selection.query]") ==
        json{3, 1, "register2"});
  CHECK(contains(report.text("#readout-0"), "Block 3, head 1: what register 2 attends to."));
  CHECK(report.value("document.querySelector('#stage-0').getAttribute('aria-label')") ==
        "photo.png, " + report.text("#readout-0"));
  report.choose("#head", "mean");
  report.choose("#block", "mean");
  CHECK(report.value("[selection.block, selection.head]") == json{"mean", "mean"});
  CHECK(contains(report.text("#readout-0"), "Mean of the blocks, mean of the heads"));
  report.choose("#query", "patch");
  CHECK(report.value("selection.query") == "2,3");  // in the middle
}

TEST_CASE("a cell of the grid chooses its block and head") {
  OpenReport report;
  const std::string cell = "[role=gridcell][data-block='5'][data-head='2']";
  report.click(cell);
  CHECK(report.value("[selection.block, selection.head]") == json{5, 2});
  CHECK(report.value("document.querySelector(\"" + cell + "\").ariaSelected") == "true");
  CHECK(report.value("document.querySelectorAll('[role=gridcell][aria-selected=true]').length") ==
        1);
  report.click("[role=gridcell][data-block=mean][data-head=mean]");
  CHECK(report.value("[selection.block, selection.head]") == json{"mean", "mean"});
  CHECK(report.value("controls.block.value") == "mean");
}

TEST_CASE("the button for colours changes between light and dark") {
  OpenReport report;
  report.browser().prefer_colors("light");
  const std::string ground = "getComputedStyle(document.body).backgroundColor";
  const json light = report.value(ground);
  report.click("#theme");
  CHECK(report.value("document.documentElement.dataset.theme") == "dark");
  CHECK(report.value(ground) != light);
  CHECK(faint_texts(report.browser()) == "");
  report.browser().prefer_colors("dark");
  report.click("#theme");
  CHECK(report.value("document.documentElement.dataset.theme") == "light");
  CHECK(report.value(ground) == light);
  CHECK(faint_texts(report.browser()) == "");
}

TEST_CASE("a reset goes back to what the page began with") {
  OpenReport report;
  const json at_first = report.value("({...selection})");
  report.open(
      "#block=2&head=0&query=1,1&direction=to&colormap=gray&scale=all&upsample=nearest"
      "&mask=dim&opacity=0.1&gamma=2&keep=0.3");
  CHECK(report.value("({...selection})") != at_first);
  report.click("#reset");
  CHECK(report.value("({...selection})") == at_first);
}

TEST_CASE("the picture is saved at the photo's own size") {
  OpenReport report;
  report.open("#block=3&head=1&query=2,4&opacity=0&mask=off");
  report.click("#download-0");
  const std::filesystem::path file = report.browser().downloaded("photo.block3.head1.2-4.png");
  const image::RgbaImage picture = read_png(file);
  CHECK(picture.size() == image::Size{.width = 60, .height = 40});
  const auto pixel = picture.row(20).subspan(4 * std::size_t{20}, 4);  // the middle of the disc
  const int expected[] = {240, 180, 60, 255};
  constexpr int kLevels = 24;  // JPEG at the disc's edge, which is near
  for (std::size_t i = 0; i < 4; ++i) CHECK(std::abs(pixel[i] - expected[i]) <= kLevels);
}

TEST_CASE("the pointer reads the patch below it") {
  OpenReport report;
  report.click_patch(0, 3, 2);
  const std::string weight = report.value("inWords(chosenMap(stages[0]).map[3 * 6 + 2])");
  const std::string words = report.text("#pointer-0");
  CHECK(contains(words, "Row 3, column 2: "));
  CHECK(contains(words, weight));
}

}  // namespace
}  // namespace vitviz::test
