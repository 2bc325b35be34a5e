// SPDX-License-Identifier: Apache-2.0
// Pages that do not have the attention of all patches in all blocks, because it would be too large.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <set>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "browser/open_report.h"
#include "program/program.h"
#include "support/npy_reader.h"
#include "support/thrown_error.h"

namespace vitviz::test {
namespace {

using nlohmann::json;

std::string missing(OpenReport& report) { return report.text("#stage-0 [data-role=missing]"); }

TEST_CASE("of a block without patches' rows, CLS and the mean are shown") {
  OpenReport report;
  const std::vector<float> whole = report.map(0, "1", "0");
  report.open_edited([](json& data) {
    json& attention = data["sights"][0]["attention"];
    attention["patches"][0] = attention["patches"][1] = nullptr;
    attention["left_out"] = "Some is left out.";
  });
  CHECK(report.text("#left-out") == "Some is left out.");
  report.choose("#block", "1");
  CHECK(missing(report) == "");
  CHECK(report.map(0, "1", "0") == whole);
  report.click_patch(0, 2, 2);
  CHECK(contains(missing(report), "single patches in block 1 is not stored"));
  report.choose("#block", "mean");
  CHECK(contains(missing(report), "single patches in some blocks"));
  report.choose("#block", "2");
  CHECK(missing(report) == "");
  report.choose("#direction", "to");
  CHECK(missing(report) == "");
  CHECK(report.browser().console().empty());
}

TEST_CASE("a block without any attention is told of") {
  OpenReport report;
  const std::vector<float> whole = report.map(0, "2", "0");
  report.open_edited([](json& data) {
    json& attention = data["sights"][0]["attention"];
    attention["kept"] = 0;
    attention["summary"][0] = nullptr;
    for (json& patches : attention["patches"]) patches = nullptr;
  });
  CHECK(report.map(0, "2", "0") == whole);
  report.choose("#block", "0");
  CHECK(missing(report) ==
        "The attention of block 0 is not stored in this page. Choose another block.");
  report.choose("#direction", "to");
  report.choose("#block", "2");
  CHECK(contains(missing(report), "single patches in block 2"));
  CHECK(report.browser().console().empty());
}

TEST_CASE("of a large photo the strongest weights of each row are there (built-in model)") {
  OpenReport report({kPhoto, "--size", "320"});
  const int rows = report.value("sights[0].grid.rows");
  const int cols = report.value("sights[0].grid.cols");
  const int tokens = report.value("tokenCount(sights[0])");
  const int kept = report.value("sights[0].attention.kept");
  REQUIRE(rows * cols == 20 * 30);
  REQUIRE(kept < tokens);
  report.click_patch(0, 7, 11);
  const std::vector<float> shown = report.map(0, "11", "1");

  // The middle of that patch in the photo of 60 × 40: patches of 2 × 2 pixels.
  const ProgramResult result =
      run_vitviz(report.folder(), {kPhoto, "--size", "320", "--raw", "attention", "--view", "none",
                                   "--head", "1", "--query", "23,15", "--force"});
  REQUIRE_MESSAGE(result.exit_code == 0, result.err);
  const std::vector<float> raw = read_npy(report.folder() / "photo.attention.npy").values;
  REQUIRE(raw.size() == shown.size());
  const std::vector<bool> stored = report.value(
      "[...chosenMap(stages[0]).map].map((_, i) => isKept(sights[0], 11, 1, 7 * 30 + 11, i + 5))");
  float weakest = 1;
  float strongest_other = 0;
  std::set<float> others;  // what the page says of them
  for (std::size_t i = 0; i < raw.size(); ++i) {
    if (stored[i]) {
      weakest = std::min(weakest, raw[i]);
      CHECK(std::abs(shown[i] / raw[i] - 1) < 0.028F);
    } else {
      strongest_other = std::max(strongest_other, raw[i]);
      others.insert(shown[i]);
    }
  }
  CHECK(strongest_other <= weakest);
  REQUIRE(others.size() == 1);  // an equal part of what is left
  CHECK(*others.begin() <= weakest * 1.028F);
}

// In the page of a photo of 30 columns: the patches whose weight for the query, or that of the
// query for them, is stored; and the others.
constexpr const char* kPatches = R"(
  const [query, direction, stored] = arguments;
  const kept = (giver, getter) => isKept(sights[0], 11, 1, giver, 5 + getter);
  return [...Array(600).keys()].filter(patch =>
    (direction === "from" ? kept(query, patch) : kept(patch, query)) === stored);
)";

TEST_CASE("the pointer says which numbers are only about right (built-in model)") {
  OpenReport report({kPhoto, "--size", "320"});
  const auto patches = [&](int query, const std::string& direction, bool stored) {
    return report.browser().run(kPatches, {query, direction, stored});
  };
  int query = 0;  // one that not all and not none attend to
  while (patches(query, "to", true).empty() || patches(query, "to", false).empty()) ++query;
  report.open(fmt::format("#block=11&head=1&query={},{}", query / 30, query % 30));
  const auto reads = [&](const std::string& direction, bool stored) {
    report.choose("#direction", direction);
    const int patch = patches(query, direction, stored).at(0);
    report.browser().run("showHover(stages[0], {row: arguments[0], col: arguments[1]})",
                         {patch / 30, patch % 30});
    return report.text("#pointer-0");
  };
  for (const char* direction : {"from", "to"}) {
    CHECK_FALSE(contains(reads(direction, true), "about"));
    CHECK(contains(reads(direction, false), "about"));
  }
  report.choose("#direction", "from");
  report.choose("#head", "mean");
  CHECK(contains(report.text("#pointer-0"), "about"));
  report.choose("#query", "cls");
  CHECK_FALSE(contains(report.text("#pointer-0"), "about"));
}

}  // namespace
}  // namespace vitviz::test
