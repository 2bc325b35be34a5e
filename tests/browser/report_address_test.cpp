// SPDX-License-Identifier: Apache-2.0
// The page's address, which holds all that was chosen.
#include <chrono>
#include <thread>

#include <doctest/doctest.h>

#include "browser/open_report.h"

namespace vitviz::test {
namespace {

using nlohmann::json;

// The address is written a moment after a change, once for many.
std::string address(OpenReport& report) {
  std::this_thread::sleep_for(std::chrono::milliseconds(300));
  return report.value("location.hash");
}

TEST_CASE("an address brings back what was chosen") {
  OpenReport report;
  const std::string all[] = {
      "#block=3&head=1&query=2,5",
      "#block=mean&head=mean&query=register3",
      "#block=0&head=0&query=mean&colormap=turbo&direction=to&upsample=nearest&scale=all&mask=dim"
      "&theme=dark&opacity=0.25&gamma=2.5&keep=0.9",
  };
  for (const std::string& fragment : all) {
    report.browser().run("choose(selectionAt(arguments[0]))", {fragment});
    CHECK(address(report) == fragment);
    const json chosen = report.value("({...selection})");
    report.open(address(report));
    CHECK(report.value("({...selection})") == chosen);
  }
}

TEST_CASE("what is chosen by hand stands in the address") {
  OpenReport report;
  report.click_patch(0, 1, 2);
  report.choose("#colormap", "viridis");
  report.press("#opacity", key::kEnd);
  CHECK(address(report) == "#block=11&head=mean&query=1,2&colormap=viridis&opacity=1");
}

TEST_CASE("an address with nonsense is read as far as it makes sense") {
  OpenReport report;
  const json at_first = report.value("({...selection})");
  for (const char* nonsense :
       {"#block=12&head=3&query=4,0", "#block=-1&head=x&query=0,6", "#query=register5&opacity=NaN",
        "#colormap=constructor&scale=toString", "#sight=3", "#%zz=&&=", "#__proto__=1"}) {
    CAPTURE(nonsense);
    report.open(nonsense);
    CHECK(report.value("({...selection})") == at_first);
  }
  report.open("#opacity=7&gamma=-3");
  CHECK(report.value("[selection.opacity, selection.gamma]") == json{1, 0.1});
  CHECK(report.browser().console().empty());
}

TEST_CASE("an address that is changed by hand changes the page") {
  OpenReport report;
  report.browser().run("location.hash = '#block=2&head=1&query=3,3'");
  report.browser().settle();
  CHECK(report.value("[selection.block, selection.head, selection.query]") == json{2, 1, "3,3"});
}

}  // namespace
}  // namespace vitviz::test
