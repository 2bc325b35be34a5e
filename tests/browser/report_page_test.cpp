// SPDX-License-Identifier: Apache-2.0
// What has to be true of the report's page as of any page, for each kind of report.
#include <filesystem>

#include <doctest/doctest.h>

#include "base/text.h"
#include "browser/open_report.h"
#include "browser/page_checks.h"
#include "support/npy_reader.h"
#include "support/thrown_error.h"

namespace vitviz::test {
namespace {

const std::string kSmallModel = reference("vit/synthetic.safetensors").string();
const std::string kOtherModel = reference("s4_timm_augreg/model.safetensors").string();

void check_everything(OpenReport& report) {
  Browser& browser = report.browser();
  CHECK(focus_faults(browser) == "");
  browser.run("document.querySelectorAll('details').forEach(each => each.open = true)");
  for (const char* scheme : {"dark", "light"}) {
    browser.prefer_colors(scheme);
    CHECK_MESSAGE(faint_texts(browser) == "", scheme);
  }
  for (const int width : {1440, 800, 380}) CHECK(wider_than(browser, width) == "");
  CHECK(console_messages(browser) == "");
  CHECK(foreign_requests(browser, report.page()) == "");
}

TEST_CASE("the page of a photo is sound") {
  OpenReport report;
  check_everything(report);
}

TEST_CASE("the page of a photo in two models is sound") {
  OpenReport report({kPhoto, "-m", kSmallModel, "-m", kOtherModel});
  check_everything(report);
}

TEST_CASE("the page of many photos is sound") {
  OpenReport report({"photos"}, {"photos/a.png", "photos/b.png", "photos/c.png"});
  check_everything(report);
}

TEST_CASE("names that would be markup stay names") {
  const std::vector<std::string> names = {"<img src=x onerror=alert(1)>.png", "<!--<script>.png",
                                          "\"'&amp;${x}`\\.png", "猫\u2028.png"};
  for (const std::string& name : names) {
    CAPTURE(name);
    OpenReport report({name}, {name});
    CHECK(report.text("#title") == base::printable(name));
    CHECK(report.value("document.querySelectorAll('[onerror]').length") == 0);
    CHECK(report.value("document.querySelectorAll('script').length") == 2);
    CHECK(console_messages(report.browser()) == "");
    CHECK(foreign_requests(report.browser(), report.page()) == "");
  }
}

TEST_CASE("a model's name that would be markup stays a name") {
  const std::string name = "<img src=x onerror=alert(1)>";
  const TemporaryFolder folder;
  std::filesystem::copy_file(kOtherModel, folder / (name + ".safetensors"));
  OpenReport report({kPhoto, "-m", folder / (name + ".safetensors")});
  CHECK(contains(report.text("#summary"), name));
  CHECK(report.value("document.querySelectorAll('[onerror]').length") == 0);
  CHECK(console_messages(report.browser()) == "");
}

TEST_CASE("names of folders and photos that end a script stay names") {
  // A "/" cannot be in a file's name, but </script can be spread over a folder and a photo.
  const std::string folder = "<";
  OpenReport report({folder, "-o", "out"}, {folder + "/script><script>alert(1).png",
                                            folder + "/b.png", folder + "/c.png"});
  CHECK(report.text("#title") == "< (3 photos)");
  CHECK(report.text("#measure-furthest") != "");
  CHECK(console_messages(report.browser()) == "");
}

}  // namespace
}  // namespace vitviz::test
