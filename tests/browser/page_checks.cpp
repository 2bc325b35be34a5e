// SPDX-License-Identifier: Apache-2.0
#include "browser/page_checks.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace vitviz::test {
namespace {

using nlohmann::json;

constexpr double kLeastContrast = 4.5;

std::string lines(const std::vector<std::string>& texts) {
  return fmt::format("{}", fmt::join(texts, "\n"));
}

std::string script(const std::string& name) {
  const std::vector<std::byte> bytes =
      read_bytes(std::filesystem::path(VITVIZ_BROWSER_SCRIPTS) / name);
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

bool starts_with(const std::string& text, std::string_view start) {
  return text.compare(0, start.size(), start) == 0;
}

// What is wrong with one stop of the Tab key.
void judge_stop(const json& now, int expected, const std::string& spoken,
                std::vector<std::string>& faults) {
  const std::string element = now.at("element");
  if (now.at("index") != expected) {
    faults.push_back(fmt::format("{} has the focus as number {}, and is number {} of the page",
                                 element, expected, now.at("index").get<int>()));
  }
  if (spoken.empty()) faults.push_back(element + " has no name");
  if (!now.at("visible").get<bool>()) faults.push_back(element + " does not show its focus");
}

}  // namespace

std::string console_messages(Browser& browser) { return lines(browser.console()); }

std::string foreign_requests(Browser& browser, const std::filesystem::path& file) {
  std::vector<std::string> foreign;
  for (const std::string& address : browser.requests()) {
    const std::string page = address.substr(0, address.find('#'));
    const bool inside = page == file_url(file) || page == "about:blank" ||
                        starts_with(address, "data:") || starts_with(address, "blob:");
    if (!inside) foreign.push_back(address);
  }
  return lines(foreign);
}

std::string wider_than(Browser& browser, int width) {
  constexpr int kHeight = 800;
  browser.resize(width, kHeight);
  const std::string found = R"(
    const root = document.documentElement;
    if (root.scrollWidth <= root.clientWidth) return [];
    const wide = [...document.body.querySelectorAll("*")].filter(
        (element) => element.getBoundingClientRect().right > root.clientWidth);
    return [`the page is ${root.scrollWidth} pixels wide`, ...wide.slice(0, 10).map(
        (element) => `<${element.localName}> #${element.id} .${element.getAttribute("class")}`)];)";
  return lines(browser.run(found));
}

std::string faint_texts(Browser& browser) {
  return lines(browser.run(script("contrast.js"), {kLeastContrast}));
}

std::string focus_faults(Browser& browser) {
  std::vector<std::string> faults;
  const int stops = browser.run(script("focus_stops.js"));
  const std::string ask = script("focus_now.js");
  for (int i = 0; i < stops; ++i) {
    browser.press(key::kTab);
    const json now = browser.run(ask);
    if (now.at("nothing").get<bool>()) {
      faults.push_back(fmt::format("the Tab key stops at {} things and not at {}", i, stops));
      break;
    }
    judge_stop(now, i, browser.name_of_focus(), faults);
  }
  return lines(faults);
}

}  // namespace vitviz::test
