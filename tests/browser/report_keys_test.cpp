// SPDX-License-Identifier: Apache-2.0
// The keys of the page.
#include <doctest/doctest.h>

#include "browser/open_report.h"

namespace vitviz::test {
namespace {

using nlohmann::json;

json place(OpenReport& report) {
  return report.value("[selection.block, selection.head, selection.query]");
}

TEST_CASE("arrows walk through blocks and heads") {
  OpenReport report;
  report.open("#block=5&head=1&query=cls");
  const auto press = [&](std::string_view keys) {
    report.browser().press(keys);
    return place(report);
  };
  CHECK(press(key::kUp) == json{4, 1, "cls"});
  CHECK(press(key::kDown) == json{5, 1, "cls"});
  CHECK(press(key::kRight) == json{5, 2, "cls"});
  CHECK(press(key::kRight) == json{5, "mean", "cls"});  // after the last head
  CHECK(press(key::kRight) == json{5, "mean", "cls"});
  CHECK(press(key::kLeft) == json{5, 2, "cls"});
  CHECK(press(key::kLeft) == json{5, 1, "cls"});
  CHECK(press(key::kLeft) == json{5, 0, "cls"});
  CHECK(press(key::kLeft) == json{5, 0, "cls"});
}

TEST_CASE("with Shift the arrows move the query, and Space brings CLS back") {
  OpenReport report;
  report.open("#block=5&head=1&query=0,4");
  const auto shifted = [&](std::string_view arrow) {
    report.browser().press_with_shift(arrow);
    return report.value("selection.query");
  };
  CHECK(shifted(key::kRight) == "0,5");
  CHECK(shifted(key::kRight) == "0,5");  // the photo ends
  CHECK(shifted(key::kDown) == "1,5");
  CHECK(shifted(key::kLeft) == "1,4");
  CHECK(shifted(key::kUp) == "0,4");
  report.browser().press(" ");
  CHECK(place(report) == json{5, 1, "cls"});
}

TEST_CASE("keys reach what has keys of its own, and nothing else") {
  OpenReport report;
  report.open("#block=5&head=1&query=1,1");
  report.press("#opacity", key::kRight);
  CHECK(report.value("selection.opacity").get<double>() == doctest::Approx(0.61));
  CHECK(place(report) == json{5, 1, "1,1"});
  report.press("#reset", " ");  // which presses the button
  CHECK(place(report) == json{11, "mean", "cls"});
}

TEST_CASE("in the grid, the focus goes with the arrows, Home and End") {
  OpenReport report;
  report.open("#block=5&head=1");
  const std::string focused =
      "[document.activeElement.dataset.block, document.activeElement.dataset.head]";
  report.press("[role=gridcell][tabindex='0']", key::kDown);
  CHECK(report.value(focused) == json{"6", "1"});
  report.browser().press(key::kEnd);
  CHECK(report.value(focused) == json{"6", "mean"});
  report.browser().press(key::kHome);
  CHECK(report.value(focused) == json{"6", "0"});
  CHECK(place(report) == json{6, 0, "cls"});
}

TEST_CASE("below the photo the arrows scroll") {
  OpenReport report;
  report.open("#block=5&head=1&query=cls");
  report.browser().run("document.querySelector('#measures-list').lastChild.scrollIntoView()");
  report.browser().settle();
  report.browser().press(key::kUp);
  CHECK(place(report) == json{5, 1, "cls"});
}

}  // namespace
}  // namespace vitviz::test
