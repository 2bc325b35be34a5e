// SPDX-License-Identifier: Apache-2.0
// A Chromium without a window that a test drives as a user does: by WebDriver.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "browser/driver_process.h"
#include "support/temporary_folder.h"

namespace vitviz::test {

// Keys as WebDriver names them; a key that types something is that character.
namespace key {
inline constexpr std::string_view kTab = "\uE004";
inline constexpr std::string_view kEnter = "\uE007";
inline constexpr std::string_view kShift = "\uE008";
inline constexpr std::string_view kEscape = "\uE00C";
inline constexpr std::string_view kEnd = "\uE010";
inline constexpr std::string_view kHome = "\uE011";
inline constexpr std::string_view kLeft = "\uE012";
inline constexpr std::string_view kUp = "\uE013";
inline constexpr std::string_view kRight = "\uE014";
inline constexpr std::string_view kDown = "\uE015";
}  // namespace key

// In pixels of CSS from the viewport's upper left corner.
struct ScreenPlace {
  int x = 0;
  int y = 0;
};

// A browser with a fresh profile in a temporary folder, which can resolve no name of a host. It
// ends with this object. All functions throw std::runtime_error with WebDriver's message when they
// fail, as when a script throws.
class Browser {
 public:
  Browser();
  Browser(const Browser&) = delete;
  Browser& operator=(const Browser&) = delete;
  ~Browser();

  // Opens a file, perhaps at a fragment as in "#dark", and waits until it is loaded.
  void open(const std::filesystem::path& file, const std::string& fragment = "");

  // What the body of a function returns; a promise is waited for. `arguments` is an array, which
  // the script sees as its own `arguments`.
  nlohmann::json run(const std::string& script,
                     const nlohmann::json& arguments = nlohmann::json::array());

  // Waits until everything that was changed is drawn.
  void settle();

  // The pointer's left button, and keys one after the other, to what has the focus.
  void click(ScreenPlace place);
  void press(std::string_view keys);
  void press_with_shift(std::string_view key);

  // The size of the viewport in CSS pixels, and "light" or "dark" as the system's colours.
  void resize(int width, int height);
  void prefer_colors(const std::string& scheme);

  // Text of messages in the console, and the addresses of requests, both since the last call.
  [[nodiscard]] std::vector<std::string> console();
  [[nodiscard]] std::vector<std::string> requests();

  // The name that a screen reader says for what has the focus.
  [[nodiscard]] std::string name_of_focus();

  // The file of a download of this name, which is waited for. Throws when it does not come.
  [[nodiscard]] std::filesystem::path downloaded(const std::string& name) const;

 private:
  nlohmann::json command(const std::string& name, const nlohmann::json& body);
  nlohmann::json devtools(const std::string& name, const nlohmann::json& parameters);
  void send_keys(const nlohmann::json& steps);
  nlohmann::json log(const std::string& type);

  TemporaryFolder folder_;
  DriverProcess driver_{folder_.path()};
  std::string session_;  // its address
};

// The browser of all tests of this process, started when it is first asked for: a start takes a
// second. Whoever asks gets it with empty logs, in light colours, and 1440 × 900 pixels large.
[[nodiscard]] Browser& shared_browser();

// The address of a file.
[[nodiscard]] std::string file_url(const std::filesystem::path& file);

}  // namespace vitviz::test
