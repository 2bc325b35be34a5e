// SPDX-License-Identifier: Apache-2.0
#include "browser/browser.h"

#include <cctype>
#include <chrono>
#include <exception>
#include <stdexcept>
#include <thread>

#include <fmt/format.h>
#include <unistd.h>

#include "browser/json_over_http.h"

namespace vitviz::test {
namespace {

using nlohmann::json;

constexpr const char kEmptyPage[] = "about:blank";

// The driver adds most of what keeps a browser from asking the network for anything. A guest starts
// with an emptier page.
json capabilities(const std::filesystem::path& folder) {
  json arguments = {"--headless=new",
                    "--guest",
                    "--disable-gpu",
                    "--disable-dev-shm-usage",
                    "--no-first-run",
                    "--disable-component-update",
                    "--host-resolver-rules=MAP * ~NOTFOUND",
                    "--user-data-dir=" + (folder / "profile").string()};
  if (geteuid() == 0) arguments.push_back("--no-sandbox");  // Chromium has none for root
  return {{"goog:chromeOptions", {{"args", arguments}}},
          {"goog:loggingPrefs", {{"browser", "ALL"}, {"performance", "ALL"}}}};
}

// Each character of UTF-8, whole.
std::vector<std::string> characters(std::string_view text) {
  std::vector<std::string> all;
  for (const char c : text) {
    const bool continues = (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
    if (!continues) all.emplace_back();
    all.back().push_back(c);
  }
  return all;
}

}  // namespace

Browser& shared_browser() {
  static Browser browser;
  constexpr int kWidth = 1440;
  constexpr int kHeight = 900;
  browser.resize(kWidth, kHeight);
  browser.prefer_colors("light");
  static_cast<void>(browser.console());
  static_cast<void>(browser.requests());
  return browser;
}

std::string file_url(const std::filesystem::path& file) {
  std::string url = "file://";
  for (const char c : file.string()) {
    const bool plain = std::isalnum(static_cast<unsigned char>(c)) != 0 ||
                       std::string_view("/-._~").find(c) != std::string_view::npos;
    url += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return url;
}

Browser::Browser() {
  std::filesystem::create_directory(folder_ / "downloads");
  const json answer = exchange("POST", driver_.url() + "/session",
                               {{"capabilities", {{"alwaysMatch", capabilities(folder_.path())}}}});
  session_ = driver_.url() + "/session/" + answer.at("sessionId").get<std::string>();
  devtools("Page.setDownloadBehavior",
           {{"behavior", "allow"}, {"downloadPath", (folder_ / "downloads").string()}});
  // The page it has begun with asks for much, which is not the test's.
  command("url", {{"url", kEmptyPage}});
  log("performance");
}

Browser::~Browser() {
  try {
    static_cast<void>(exchange("DELETE", session_));
  } catch (const std::exception&) {
    // The driver's process group ends in any case.
  }
}

json Browser::command(const std::string& name, const json& body) {
  return exchange("POST", session_ + "/" + name, body);
}

json Browser::devtools(const std::string& name, const json& parameters) {
  return command("goog/cdp/execute", {{"cmd", name}, {"params", parameters}});
}

void Browser::open(const std::filesystem::path& file, const std::string& fragment) {
  // From an empty page, because another fragment of the same file would not load it anew.
  command("url", {{"url", kEmptyPage}});
  command("url", {{"url", file_url(file) + fragment}});
}

json Browser::run(const std::string& script, const json& arguments) {
  return command("execute/sync", {{"script", script}, {"args", arguments}});
}

void Browser::settle() {
  run("return new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => "
      "setTimeout(done))))");
}

void Browser::click(ScreenPlace place) {
  const json steps = {
      {{"type", "pointerMove"}, {"duration", 0}, {"x", place.x}, {"y", place.y}},
      {{"type", "pointerDown"}, {"button", 0}},
      {{"type", "pointerUp"}, {"button", 0}},
  };
  const json pointer = {{"type", "pointer"}, {"id", "mouse"}, {"actions", steps}};
  command("actions", {{"actions", json::array({pointer})}});
}

void Browser::press(std::string_view keys) {
  json steps = json::array();
  for (const std::string& one : characters(keys)) {
    steps.push_back({{"type", "keyDown"}, {"value", one}});
    steps.push_back({{"type", "keyUp"}, {"value", one}});
  }
  send_keys(steps);
}

void Browser::press_with_shift(std::string_view key) {
  send_keys({{{"type", "keyDown"}, {"value", key::kShift}},
             {{"type", "keyDown"}, {"value", key}},
             {{"type", "keyUp"}, {"value", key}},
             {{"type", "keyUp"}, {"value", key::kShift}}});
}

void Browser::send_keys(const json& steps) {
  const json keyboard = {{"type", "key"}, {"id", "keyboard"}, {"actions", steps}};
  command("actions", {{"actions", json::array({keyboard})}});
}

void Browser::resize(int width, int height) {
  devtools("Emulation.setDeviceMetricsOverride",
           {{"width", width}, {"height", height}, {"deviceScaleFactor", 1}, {"mobile", false}});
  settle();
}

void Browser::prefer_colors(const std::string& scheme) {
  const json feature = {{"name", "prefers-color-scheme"}, {"value", scheme}};
  devtools("Emulation.setEmulatedMedia", {{"features", json::array({feature})}});
  settle();
}

json Browser::log(const std::string& type) { return command("se/log", {{"type", type}}); }

std::vector<std::string> Browser::console() {
  std::vector<std::string> messages;
  for (const json& entry : log("browser")) messages.push_back(entry.at("message"));
  return messages;
}

std::vector<std::string> Browser::requests() {
  std::vector<std::string> addresses;
  for (const json& entry : log("performance")) {
    const json event = json::parse(entry.at("message").get<std::string>()).at("message");
    const json& parameters = event.at("params");
    if (event.at("method") == "Network.requestWillBeSent") {
      addresses.push_back(parameters.at("request").at("url"));
    } else if (event.at("method") == "Network.webSocketCreated") {
      addresses.push_back(parameters.at("url"));
    }
  }
  return addresses;
}

std::string Browser::name_of_focus() {
  const json element = exchange("GET", session_ + "/element/active");
  const std::string id = element.begin().value();
  return exchange("GET", session_ + "/element/" + id + "/computedlabel");
}

std::filesystem::path Browser::downloaded(const std::string& name) const {
  // It has another name until it is whole.
  const std::filesystem::path file = folder_ / "downloads" / name;
  constexpr int kLooks = 1000;
  for (int i = 0; i < kLooks; ++i) {
    if (std::filesystem::exists(file)) return file;
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  throw std::runtime_error("there is no download " + name);
}

}  // namespace vitviz::test
