// SPDX-License-Identifier: Apache-2.0
// That the browser does what a test asks it for.
#include "browser/browser.h"

#include <stdexcept>

#include <doctest/doctest.h>

#include "browser/made_page.h"

namespace vitviz::test {
namespace {

using nlohmann::json;

TEST_CASE("a script's values, promises and errors arrive") {
  const TemporaryFolder folder;
  Browser& browser = shared_browser();
  browser.open(made_page(folder, "", "<p id=text>a 猫</p>", "odd #name? 50%.html"), "#part");
  CHECK(browser.run("return document.querySelector('#text').textContent") == "a 猫");
  CHECK(browser.run("return location.hash") == "#part");
  CHECK(browser.run("return Promise.resolve(arguments[0] + arguments[1])", {2, 3}) == 5);
  CHECK(browser.run("return {list: [1, null, 'x']}") == json{{"list", {1, nullptr, "x"}}});
  CHECK_THROWS_WITH_AS(static_cast<void>(browser.run("throw Error('why')")),
                       doctest::Contains("why"), std::runtime_error);
}

TEST_CASE("the pointer and the keys reach the page") {
  const TemporaryFolder folder;
  Browser& browser = shared_browser();
  browser.open(made_page(folder, "", R"(
    <input id=field style="position:absolute; left:100px; top:200px; width:80px; height:20px">
    <script>
      var events = [];
      addEventListener("click", e => events.push(`${e.clientX} ${e.clientY}`));
      addEventListener("keydown", e => events.push(
          (e.shiftKey && e.key !== "Shift" ? "Shift " : "") + e.key));
    </script>)"));
  browser.click({.x = 110, .y = 205});
  browser.press("a b");
  browser.press(key::kLeft);
  browser.press_with_shift(key::kUp);
  CHECK(browser.run("return events") ==
        json{"110 205", "a", " ", "b", "ArrowLeft", "Shift", "Shift ArrowUp"});
  CHECK(browser.run("return document.querySelector('#field').value") == "a b");
  CHECK(browser.run("return document.activeElement.id") == "field");
}

TEST_CASE("the viewport and the system's colours are chosen") {
  const TemporaryFolder folder;
  Browser& browser = shared_browser();
  browser.open(made_page(folder, "", ""));
  for (const int width : {380, 1440}) {
    browser.resize(width, 700);
    CHECK(browser.run("return [innerWidth, innerHeight, devicePixelRatio]") == json{width, 700, 1});
  }
  for (const char* scheme : {"dark", "light"}) {
    browser.prefer_colors(scheme);
    const std::string ask = "return matchMedia(`(prefers-color-scheme: ${arguments[0]})`).matches";
    CHECK(browser.run(ask, {scheme}) == true);
  }
}

TEST_CASE("a download is a file with the page's bytes") {
  const TemporaryFolder folder;
  Browser& browser = shared_browser();
  browser.open(made_page(folder, "", R"(<a download=made.txt href="data:text/plain,12">save</a>)"));
  browser.run("document.querySelector('a').click()");
  CHECK(read_bytes(browser.downloaded("made.txt")) == std::vector{std::byte{'1'}, std::byte{'2'}});
}

TEST_CASE("what has the focus is called as a screen reader calls it") {
  const TemporaryFolder folder;
  Browser& browser = shared_browser();
  browser.open(made_page(folder, "", "<label>Opacity <input id=a></label><button id=b></button>"));
  browser.run("document.querySelector('#a').focus()");
  CHECK(browser.name_of_focus() == "Opacity");
  browser.run("document.querySelector('#b').focus()");
  CHECK(browser.name_of_focus() == "");
}

}  // namespace
}  // namespace vitviz::test
