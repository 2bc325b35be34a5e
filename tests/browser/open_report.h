// SPDX-License-Identifier: Apache-2.0
// A page that `vitviz report` has made, opened in a browser.
#pragma once

#include <array>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "browser/browser.h"

namespace vitviz::test {

// The photo of all tests: a bright disc on a dark ground, of 60 × 40 pixels. The built-in model
// sees it at --size 64 as 4 rows of 6 patches.
inline constexpr const char* kPhoto = "photo.png";
inline constexpr int kPhotoRows = 4;
inline constexpr int kPhotoCols = 6;

// Red, green and blue from 0 to 255.
using Pixel = std::array<int, 3>;

class OpenReport {
 public:
  // Writes the photos (PNG) and runs `vitviz report` with these words and --size 64, once for all
  // tests of this process that ask for the same; then opens the page in the shared browser.
  explicit OpenReport(const std::vector<std::string>& words = {kPhoto},
                      const std::vector<std::string>& photos = {kPhoto});

  [[nodiscard]] Browser& browser() { return browser_; }
  [[nodiscard]] std::filesystem::path folder() const { return page_.parent_path(); }
  [[nodiscard]] const std::filesystem::path& page() const { return page_; }

  // Opens the page anew, at a fragment as in "#block=3".
  void open(const std::string& fragment = "");

  // Opens a copy of the page with other data.
  void open_edited(const std::function<void(nlohmann::json& data)>& edit);

  // The value of an expression in the page's own names, as in "selection.block".
  [[nodiscard]] nlohmann::json value(const std::string& expression);
  [[nodiscard]] std::string text(const std::string& selector);

  // A click into the middle of an element or of a patch of a photo, which are scrolled to.
  void click(const std::string& selector);
  void click_patch(int sight, int row, int col);

  // Gives the focus to an element and presses keys there.
  void press(const std::string& selector, std::string_view keys);

  // Chooses the option of a list that has this value, by keys.
  void choose(const std::string& selector, const std::string& value);

  // The colour that the large picture of a sight has at a place, in patches from its upper left
  // corner: the middle of the first patch is (0.5, 0.5).
  [[nodiscard]] Pixel pixel(int sight, double row, double col);

  // What the page says of a block and head for its query, one number per patch; "'mean'" is the
  // mean.
  [[nodiscard]] std::vector<float> map(int sight, const std::string& block,
                                       const std::string& head);

 private:
  void open_page(const std::filesystem::path& page, const std::string& fragment);

  Browser& browser_ = shared_browser();
  std::filesystem::path page_;
};

}  // namespace vitviz::test
