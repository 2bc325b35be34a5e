// SPDX-License-Identifier: Apache-2.0
// `vitviz report` as a user calls it. What the page does in a browser is tested in tests/browser.
#include <filesystem>
#include <string>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "program/program.h"
#include "support/bytes_of.h"
#include "support/npy_reader.h"
#include "support/temporary_folder.h"
#include "support/thrown_error.h"

namespace vitviz::test {
namespace {

namespace fs = std::filesystem;
using Words = std::vector<std::string>;

const std::string kModel = reference("vit/synthetic.safetensors");
const std::string kOther = reference("s4_timm_augreg/model.safetensors");

struct Album {
  Album() {
    write_photo(folder / "cat.png");
    write_photo(folder / "dog.png", {.width = 40, .height = 60});
  }
  [[nodiscard]] ProgramResult report(Words words) const {
    words.insert(words.begin(), "report");
    return run_program(vitviz_program(), words, {.folder = folder.path()});
  }
  // What the page was given.
  [[nodiscard]] nlohmann::json data_of(const char* page) const {
    const std::string text = text_of(read_bytes(folder / page));
    const std::string open = R"(id="vitviz-data">)";
    const std::size_t begin = text.find(open) + open.size();
    return nlohmann::json::parse(text.substr(begin, text.find("</script>", begin) - begin));
  }
  TemporaryFolder folder;
};

TEST_CASE("report: a photo, its page and its tables") {
  const Album album;
  const ProgramResult result = album.report({"cat.png", "-m", kModel, "--tables", "numbers"});
  CAPTURE(result.err);
  CHECK(result.exit_code == 0);
  CHECK(result.out.starts_with("cat.report.html\nnumbers/attention.csv\nnumbers/heads.csv\n"));
  CHECK(result.out.ends_with("numbers/measures.json\n"));
  CHECK(fs::file_size(album.folder / "cat.report.html") < 15'000'000);
  CHECK(album.data_of("cat.report.html")["kind"] == "photo");
  CHECK(text_of(read_bytes(album.folder / "numbers/tokens.csv"))
            .starts_with("block,state,cls_patch_mean,cls_patch_std,"));
}

TEST_CASE("report: two photos, two models, and a folder") {
  const Album album;
  CHECK(album.report({"cat.png", "dog.png", "-m", kModel}).out == "cat-dog.report.html\n");
  CHECK(album.data_of("cat-dog.report.html")["sights"].size() == 2);
  const ProgramResult models =
      album.report({"cat.png", "-m", kModel, "-m", kOther, "--tables", "t", "-o", "models"});
  CAPTURE(models.err);
  CHECK(contains(models.out, "models/cat.report.html\nt/synthetic/attention.csv\n"));
  CHECK(contains(models.out, "t/model/measures.json\n"));
  CHECK(album.report({"dog.png", "-m", "built-in", "-m", kModel}).exit_code == 0);
  CHECK(album.data_of("dog.report.html")["sights"][0]["model"] == "vitviz-v2");
  fs::copy(album.folder / "cat.png", album.folder / "cat2.png");
  const ProgramResult many = album.report({".", "-m", kModel, "-o", "out", "--tables", "t2"});
  const std::string name = album.folder.path().filename().string() + ".report.html";
  CHECK(many.out.starts_with("out/" + name + "\n"));
  CHECK(contains(many.out, "t2/photos.csv\n"));
  const nlohmann::json data = album.data_of(("out/" + name).c_str());
  CHECK(data["kind"] == "photos");
  CHECK(data["sights"][0]["photos"]["count"] == 3);
}

TEST_CASE("report: nothing is overwritten, and nothing is written by halves") {
  const Album album;
  REQUIRE(album.report({"cat.png", "-m", kModel}).exit_code == 0);
  const ProgramResult again = album.report({"cat.png", "-m", kModel});
  CHECK(again.exit_code == 5);
  CHECK(contains(again.err, "cat.report.html"));
  CHECK(album.report({"cat.png", "-m", kModel, "--force"}).exit_code == 0);
  fs::create_directories(album.folder / "numbers");
  write_bytes(album.folder / "numbers/tokens.csv", bytes_of("mine"));
  const ProgramResult blocked = album.report({"dog.png", "-m", kModel, "--tables", "numbers"});
  CHECK(blocked.exit_code == 5);
  CHECK(contains(blocked.err, "numbers/tokens.csv"));
  CHECK(!fs::exists(album.folder / "dog.report.html"));
  CHECK(album.folder.names() == Words{"cat.png", "cat.report.html", "dog.png", "numbers"});
}

TEST_CASE("report: what cannot be done says why") {
  const Album album;
  write_broken_photo(album.folder / "broken.png");
  const auto fails = [&](const Words& words, int code, const char* why) {
    const ProgramResult result = album.report(words);
    CAPTURE(result.err);
    return result.exit_code == code && contains(result.err, why);
  };
  CHECK(fails({}, 2, "no photo given"));
  CHECK(fails({"cat.png", "-m", "a", "-m", "b", "-m", "c"}, 2, "at most two models"));
  CHECK(fails({"cat.png", "dog.png", "-m", kModel, "-m", kOther}, 2, "cannot be compared at once"));
  CHECK(fails({"none.png"}, 3, "none.png"));
  CHECK(fails({"cat.png", "broken.png", "-m", kModel}, 3, "broken.png"));
  CHECK(!fs::exists(album.folder / "cat-broken.report.html"));
  CHECK(fails({"cat.png", "dog.png", "broken.png", "-m", kModel}, 3, "broken.png"));
  CHECK(album.data_of("photos.report.html")["sights"][0]["photos"]["count"] == 2);
  CHECK(fails({"cat.png", "-m", kModel, "--size", "33x64"}, 2, "--size 33x64"));
  fs::create_directories(album.folder / "empty");
  CHECK(fails({"empty"}, 3, "empty"));
}

TEST_CASE("the help of report is the one that was looked at") {
  INFO(
      "after a change that is meant: build/dev/vitviz report --help > "
      "tests/golden/report_help.txt");
  const ProgramResult result = run_program(vitviz_program(), {"report", "--help"});
  CHECK(result.exit_code == 0);
  CHECK(result.out == text_of(read_bytes(fs::path(VITVIZ_GOLDEN_FOLDER) / "report_help.txt")));
}

}  // namespace
}  // namespace vitviz::test
