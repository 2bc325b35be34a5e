// SPDX-License-Identifier: Apache-2.0
// That each check passes a good page and finds the fault of a bad one.
#include "browser/page_checks.h"

#include <doctest/doctest.h>

#include "browser/made_page.h"

namespace vitviz::test {
namespace {

// As doctest compares it with a part of it.
doctest::String found(const std::string& faults) { return faults.c_str(); }

TEST_CASE("messages in the console are found") {
  const TemporaryFolder folder;
  Browser& browser = shared_browser();
  const auto messages_of = [&](const std::string& head) {
    browser.open(made_page(folder, head, "<p>text</p>"));
    browser.settle();
    return found(console_messages(browser));
  };
  const doctest::Contains error("Error: thrown");
  const doctest::Contains policy("Content Security Policy");
  const doctest::Contains missing("ERR_FILE_NOT_FOUND");
  CHECK(messages_of("") == "");
  CHECK(messages_of("<script>throw new Error('thrown')</script>") == error);
  CHECK(messages_of("<script>Promise.reject(new Error('thrown'))</script>") == error);
  CHECK(messages_of("<script>console.log('said')</script>") == doctest::Contains("said"));
  CHECK(messages_of("<meta http-equiv=Content-Security-Policy content=\"script-src 'none'\">"
                    "<script>let x</script>") == policy);
  CHECK(messages_of("<script src=none.js></script>") == missing);
  CHECK(messages_of("") == "");  // what was told once is not told again
}

TEST_CASE("requests that leave the page are found") {
  const TemporaryFolder folder;
  Browser& browser = shared_browser();
  const auto requests_of = [&](const std::string& body) {
    const std::filesystem::path page = made_page(folder, "", body);
    browser.open(page);
    browser.settle();
    return found(foreign_requests(browser, page));
  };
  const std::string blob = "<script>fetch(URL.createObjectURL(new Blob(['x'])))</script>";
  CHECK(requests_of("<img src=data:image/gif;base64,R0lGODlhAQABAAAAACw= alt=x>" + blob) == "");
  CHECK(requests_of("<img src=http://site.invalid/x.png alt=x>") == "http://site.invalid/x.png");
  CHECK(requests_of("<img src=other.png alt=x>") == found(file_url(folder / "other.png")));
  CHECK(requests_of("<script>fetch('https://site.invalid/').catch(() => 0)</script>") ==
        "https://site.invalid/");
  CHECK(requests_of("<script>new WebSocket('ws://site.invalid/')</script>") ==
        "ws://site.invalid/");
  CHECK(requests_of("<style>@font-face { font-family: f; src: url(//site.invalid/f) }"
                    "p { font-family: f }</style><p>text") == "file://site.invalid/f");
}

TEST_CASE("what is wider than the viewport is found") {
  const TemporaryFolder folder;
  Browser& browser = shared_browser();
  const auto wide_of = [&](const std::string& body) {
    browser.open(made_page(folder, "", body));
    return found(wider_than(browser, 380));
  };
  CHECK(wide_of("<p style='max-width:900px'>text</p>") == "");
  CHECK(wide_of("<div style='overflow:auto'><p style='width:900px'>text</div>") == "");
  CHECK(wide_of("<p id=wide style='width:900px'>text</p>") == doctest::Contains("<p> #wide"));
  CHECK(wide_of("<style>body { overflow-x: hidden }</style><p style='width:900px'>text</p>") != "");
}

TEST_CASE("texts that are hard to read are found") {
  const TemporaryFolder folder;
  Browser& browser = shared_browser();
  const auto faint_of = [&](const std::string& body) {
    browser.open(made_page(folder, "", body));
    return found(faint_texts(browser));
  };
  // Against white, #767676 has 4.54 and #777777 has 4.48.
  CHECK(faint_of("<p style='color:#767676'>text</p>") == "");
  CHECK(faint_of("<p style='color:#777777'>text</p>") == "'text' in <p> has a contrast of 4.48");
  CHECK(faint_of("<p style='color:rgb(0 0 0 / 0.4)'>text</p>") != "");
  CHECK(faint_of("<div style='opacity:0.4'><p>text</p></div>") != "");
  CHECK(faint_of("<p style='background:#333'>text</p>") != "");
  CHECK(faint_of("<div style='background:#000'><p style='color:#fff'>text</div>") == "");
  CHECK(faint_of("<p style='background:linear-gradient(#fff,#000)'>text") ==
        "'text' in <p> is on a picture");
  CHECK(faint_of("<svg><text y=20 fill=#999>text</text></svg>") != "");
  CHECK(faint_of("<input value=text style='color:#999'>") != "");
  CHECK(faint_of("<select style='color:#999'><option>text</select>") != "");
}

TEST_CASE("texts that nobody sees need no contrast") {
  const TemporaryFolder folder;
  Browser& browser = shared_browser();
  const auto faint_of = [&](const std::string& body) {
    browser.open(made_page(folder, "", body));
    return found(faint_texts(browser));
  };
  CHECK(faint_of("<p style='color:#fff; display:none'>text") == "");
  CHECK(faint_of("<p style='color:#fff; visibility:hidden'>text") == "");
  CHECK(faint_of("<details><summary>more</summary><p style='color:#fff'>text</details>") == "");
  CHECK(faint_of("<button disabled style='color:#ccc'>text</button>") == "");
}

TEST_CASE("contrast is that of the colours chosen") {
  const TemporaryFolder folder;
  Browser& browser = shared_browser();
  browser.open(made_page(folder, "<style>:root { color-scheme: light dark }</style>",
                         "<p style='color:#666'>text</p>"));
  browser.prefer_colors("light");
  CHECK(found(faint_texts(browser)) == "");
  browser.prefer_colors("dark");
  CHECK(found(faint_texts(browser)) == doctest::Contains("'text' in <p>"));
}

TEST_CASE("faults of the focus are found") {
  const TemporaryFolder folder;
  Browser& browser = shared_browser();
  const auto faults_of = [&](const std::string& body) {
    browser.open(made_page(folder, "<style>:focus { outline: 2px solid }</style>", body));
    return found(focus_faults(browser));
  };
  const std::string last = "<button>last</button>";
  CHECK(faults_of("<a href=#>first</a><label>two <input></label>" + last) == "");
  CHECK(faults_of("<input type=radio name=x aria-label=a><input type=radio name=x checked "
                  "aria-label=b><button disabled>no</button>" +
                  last) == "");
  CHECK(faults_of("<div role=toolbar><button>a</button><button tabindex=-1>b</button></div>") ==
        "");
  CHECK(faults_of("<button></button>" + last) == "<button> has no name");
  CHECK(faults_of("<button style='outline:none'>first</button>" + last) ==
        "<button> 'first' does not show its focus");
  CHECK(faults_of("<button tabindex=-1>first</button>" + last) != "");
  CHECK(faults_of("<button>first</button><button tabindex=1>last</button>") ==
        doctest::Contains("'last' has the focus as number 0, and is number 1"));
  CHECK(faults_of("<div id=box style='height:50px; overflow:auto'><p style='height:99px'>x</div>" +
                  last) == doctest::Contains("is number -1"));
  CHECK(faults_of("<button onkeydown='event.preventDefault()'>first</button>" + last) != "");
}

}  // namespace
}  // namespace vitviz::test
