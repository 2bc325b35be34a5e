// SPDX-License-Identifier: Apache-2.0
#include "browser/open_report.h"

#include <map>
#include <stdexcept>

#include <fmt/format.h>

#include "program/program.h"
#include "support/bytes_of.h"
#include "support/temporary_folder.h"

namespace vitviz::test {
namespace {

using Words = std::vector<std::string>;

std::filesystem::path page_in(const std::filesystem::path& folder) {
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.path().extension() == ".html") return entry.path();
  }
  throw std::runtime_error("vitviz report wrote no page");
}

std::filesystem::path make_report(const std::filesystem::path& folder, const Words& words,
                                  const Words& photos) {
  for (const std::string& photo : photos) {
    std::filesystem::create_directories((folder / photo).parent_path());
    write_photo(folder / photo);
  }
  Words all = {"report", "--quiet", "--size", "64"};
  all.insert(all.end(), words.begin(), words.end());
  const ProgramResult result = run_program(vitviz_program(), all, {.folder = folder});
  if (result.exit_code != 0) throw std::runtime_error("vitviz report: " + result.err);
  return page_in(folder);
}

std::filesystem::path made_report(const Words& words, const Words& photos) {
  static std::map<Words, TemporaryFolder> folders;
  const auto known = folders.find(words);
  if (known != folders.end()) return page_in(known->second.path());
  return make_report(folders[words].path(), words, photos);
}

}  // namespace

OpenReport::OpenReport(const std::vector<std::string>& words,
                       const std::vector<std::string>& photos)
    : page_(made_report(words, photos)) {
  open();
}

void OpenReport::open(const std::string& fragment) { open_page(page_, fragment); }

void OpenReport::open_edited(const std::function<void(nlohmann::json& data)>& edit) {
  std::string page = text_of(read_bytes(page_));
  const std::size_t begin = page.find('>', page.find("id=\"vitviz-data\"")) + 1;
  const std::size_t length = page.find("</script>", begin) - begin;
  nlohmann::json data = nlohmann::json::parse(page.substr(begin, length));
  edit(data);
  page.replace(begin, length, data.dump());
  const std::filesystem::path copy = folder() / "edited.htm";
  write_bytes(copy, bytes_of(page));
  open_page(copy, "");
}

void OpenReport::open_page(const std::filesystem::path& page, const std::string& fragment) {
  browser_.open(page, fragment);
  // Without a photo there are no stages.
  browser_.run("return Promise.all(stages.map(stage => stage.ready)).then(() => 0)");
  browser_.settle();
}

nlohmann::json OpenReport::value(const std::string& expression) {
  return browser_.run("return " + expression);
}

std::string OpenReport::text(const std::string& selector) {
  return browser_.run("return document.querySelector(arguments[0]).textContent", {selector});
}

void OpenReport::click(const std::string& selector) {
  const nlohmann::json place = browser_.run(
      "const element = document.querySelector(arguments[0]);"
      "element.scrollIntoView({block: 'center'});"
      "const box = element.getBoundingClientRect();"
      "return [Math.round(box.x + box.width / 2), Math.round(box.y + box.height / 2)]",
      {selector});
  browser_.click({.x = place[0], .y = place[1]});
  browser_.settle();
}

void OpenReport::click_patch(int sight, int row, int col) {
  const nlohmann::json place = browser_.run(
      "const [sight, row, col] = arguments;"
      "const {frame, sight: {grid}} = stages[sight];"
      "frame.scrollIntoView({block: 'center'});"
      "const box = frame.getBoundingClientRect();"
      "return [Math.round(box.x + box.width * (col + 0.5) / grid.cols),"
      "        Math.round(box.y + box.height * (row + 0.5) / grid.rows)]",
      {sight, row, col});
  browser_.click({.x = place[0], .y = place[1]});
  browser_.settle();
}

void OpenReport::press(const std::string& selector, std::string_view keys) {
  browser_.run("document.querySelector(arguments[0]).focus()", {selector});
  browser_.settle();  // it may have scrolled
  browser_.press(keys);
  browser_.settle();
}

void OpenReport::choose(const std::string& selector, const std::string& value) {
  const int index = browser_.run(
      "const options = [...document.querySelector(arguments[0]).options];"
      "return options.findIndex(option => option.value === arguments[1])",
      {selector, value});
  if (index < 0) throw std::runtime_error(selector + " has no option " + value);
  std::string keys(key::kHome);
  for (int i = 0; i < index; ++i) keys += key::kDown;
  press(selector, keys);
}

Pixel OpenReport::pixel(int sight, double row, double col) {
  const nlohmann::json bytes = browser_.run(
      "const [sight, row, col] = arguments;"
      "const {canvas, sight: {grid}} = stages[sight];"
      "const x = Math.floor(canvas.width * col / grid.cols);"
      "const y = Math.floor(canvas.height * row / grid.rows);"
      "return [...canvas.getContext('2d').getImageData(x, y, 1, 1).data]",
      {sight, row, col});
  return {bytes[0], bytes[1], bytes[2]};
}

std::vector<float> OpenReport::map(int sight, const std::string& block, const std::string& head) {
  return value(
      fmt::format("[...rowIn(shownIn({0}).atlas, {1}, {2})].slice(prefixNames(sights[{0}]).length)",
                  sight, block, head));
}

}  // namespace vitviz::test
