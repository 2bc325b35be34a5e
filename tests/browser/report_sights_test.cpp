// SPDX-License-Identifier: Apache-2.0
// Two sights side by side: what is chosen in one is chosen in the other.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include "browser/open_report.h"
#include "support/npy_reader.h"
#include "support/thrown_error.h"

namespace vitviz::test {
namespace {

using nlohmann::json;

// 3 blocks of 3 heads, patches of 8 pixels, CLS and 2 registers; 2 blocks of 3 heads, patches of 16
// pixels, CLS.
const std::string kThreeBlocks = reference("vit/synthetic.safetensors").string();
const std::string kTwoBlocks = reference("s4_timm_augreg/model.safetensors").string();

json chosen_in(OpenReport& report, int sight) {
  return report.value(
      fmt::format("(({{block, head, query}}) => [block, head, query])(chosenIn({}))", sight));
}

TEST_CASE("a click in one model asks the other for the same place") {
  OpenReport report({kPhoto, "-m", kThreeBlocks, "-m", kTwoBlocks});
  CHECK(report.value("sights.map(sight => [sight.grid.rows, sight.grid.cols])") ==
        json{{8, 12}, {4, 6}});
  report.click_patch(0, 7, 2);
  CHECK(chosen_in(report, 0) == json{2, "mean", "7,2"});
  CHECK(chosen_in(report, 1) == json{1, "mean", "3,1"});
  for (const int sight : {0, 1}) {
    CHECK(report.value(fmt::format("stages[{}].query.hidden", sight)) == false);
  }
  report.click_patch(1, 0, 5);
  CHECK(chosen_in(report, 1) == json{1, "mean", "0,5"});
  CHECK(chosen_in(report, 0) == json{2, "mean", "1,11"});
}

TEST_CASE("blocks are linked by their depth, heads by their number") {
  OpenReport report({kPhoto, "-m", kThreeBlocks, "-m", kTwoBlocks});
  report.click("#grid-1 [data-block='0'][data-head='2']");
  CHECK(chosen_in(report, 1) == json{0, 2, "cls"});
  CHECK(chosen_in(report, 0) == json{0, 2, "cls"});
  report.click("#grid-0 [data-block='2'][data-head='1']");
  CHECK(chosen_in(report, 0) == json{2, 1, "cls"});
  CHECK(chosen_in(report, 1) == json{1, 1, "cls"});
}

TEST_CASE("a token that the other model lacks is its mean of all patches") {
  OpenReport report({kPhoto, "-m", kThreeBlocks, "-m", kTwoBlocks});
  report.choose("#query", "register2");
  CHECK(chosen_in(report, 0) == json{2, "mean", "register2"});
  CHECK(chosen_in(report, 1) == json{1, "mean", "mean"});
  CHECK(contains(report.text("#readout-1"), "the mean of all patches"));
}

TEST_CASE("two photos are linked, too, and each is saved under its own name") {
  OpenReport report({"a.png", "b.png"}, {"a.png", "b.png"});
  report.click_patch(1, 3, 4);
  CHECK(chosen_in(report, 0) == chosen_in(report, 1));
  CHECK(report.pixel(0, 1.5, 1.5) == report.pixel(1, 1.5, 1.5));  // the photos are the same
  report.click("#download-1");
  CHECK_NOTHROW(static_cast<void>(report.browser().downloaded("b.block11.headmean.3-4.png")));
  report.open("#sight=2&block=4&head=1&query=0,0");
  CHECK(chosen_in(report, 1) == json{4, 1, "0,0"});
}

TEST_CASE("many photos have no explorer, and those unlike the others are told of") {
  OpenReport report({"photos"}, {"photos/a.png", "photos/b.png", "photos/c.png"});
  CHECK(report.value("document.querySelector('#explorer').hidden") == true);
  CHECK(contains(report.text("#summary"), "3 photos"));
  CHECK(report.value("document.querySelectorAll('#measure-furthest tbody tr').length") == 3);
  CHECK(
      report.value("document.querySelectorAll('#measure-entropy .error-bars').length").get<int>() >
      0);
}

}  // namespace
}  // namespace vitviz::test
