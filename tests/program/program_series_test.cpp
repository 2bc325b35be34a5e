// SPDX-License-Identifier: Apache-2.0
// Several photos in one call, and what their pictures have in common.
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "program/built_in_model.h"
#include "program/program.h"
#include "support/npy_reader.h"
#include "support/temporary_folder.h"
#include "support/thrown_error.h"

namespace vitviz::test {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;
using Names = std::vector<std::string>;

TEST_CASE("many photos, drawn several at once, are reported in their order with the same bytes") {
  const TemporaryFolder folder;
  std::vector<std::string> words = {"--json", "--raw", "attention"};
  constexpr int kPhotos = 12;
  for (int i = 0; i < kPhotos; ++i) {
    words.push_back(fmt::format("{}.png", i));
    if (i == 5) {
      std::ofstream(folder / words.back()) << "no photo";
    } else {
      write_photo(folder / words.back());
    }
  }
  for (const char* threads : {"1", "2", "3"}) {
    std::vector<std::string> all = words;
    all.insert(all.end(), {"-o", threads, "-t", threads});
    const ProgramResult result = run_vitviz(folder.path(), all);
    CHECK(result.exit_code == 3);
    CHECK(contains(result.err, "11 drawn, 1 failed (1 could not be read)"));
    std::istringstream lines(result.out);
    std::string line;
    Names photos;
    while (std::getline(lines, line)) photos.push_back(Json::parse(line).at("photo"));
    CHECK(photos == Names(words.begin() + 3, words.end()));
    for (int i = 0; i < kPhotos; ++i) {
      if (i == 5) continue;
      for (const char* ending : {"attention.png", "mask.png", "attention.npy"}) {
        const std::string name = fmt::format("{}.{}", i, ending);
        CAPTURE(name);
        CHECK(read_bytes(folder / ("1/" + name)) == read_bytes(folder / (threads + ("/" + name))));
      }
    }
  }
}

// The range and gamma of the first picture of each photo.
std::vector<Json> scales(const ProgramResult& result) {
  std::istringstream lines(result.out);
  std::string line;
  std::vector<Json> scales;
  while (std::getline(lines, line)) {
    const Json file = Json::parse(line).at("files").at(0);
    scales.push_back({file.at("range").at(0), file.at("range").at(1), file.at("gamma")});
  }
  return scales;
}

TEST_CASE("the range of the colours is each map's own, a given one, or that of all photos") {
  const TemporaryFolder folder;
  write_photo(folder / "a.png");
  fs::copy_file(asset("photos/dogs.jpg"), folder / "b.jpg");
  const std::vector<std::string> words = {"a.png", "b.jpg", "--json", "--force", "--view", "heat"};
  const auto scales_with = [&](const std::vector<std::string>& more) {
    std::vector<std::string> all = words;
    all.insert(all.end(), more.begin(), more.end());
    return scales(run_vitviz(folder.path(), all));
  };
  const std::vector<Json> own = scales_with({});
  REQUIRE(own.size() == 2);
  CHECK(own[0] != own[1]);
  const Json given = {0.25, 0.5, 2.0};
  CHECK(scales_with({"--range", "0.25,0.5", "--gamma", "2"}) == std::vector<Json>{given, given});
  const std::vector<Json> shared = scales_with({"--range", "share"});
  REQUIRE(shared.size() == 2);
  CHECK(shared[0] == shared[1]);
  for (const int end : {0, 1}) {
    const auto of = [&](const Json& scale) { return scale[static_cast<std::size_t>(end)]; };
    CHECK((of(shared[0]) == of(own[0]) || of(shared[0]) == of(own[1])));
  }
}

TEST_CASE("a shared range is that of the numbers that a view shows") {
  const TemporaryFolder folder;
  write_photo(folder / "a.png");
  fs::copy_file(asset("photos/dogs.jpg"), folder / "b.jpg");
  const auto scales_of = [&](const char* views) {
    return scales(run_vitviz(folder.path(), {"a.png", "b.jpg", "--json", "--force", "--range",
                                             "share", "--view", views}));
  };
  CHECK(scales_of("heat,pca,colors,mask") == scales_of("heat"));
  CHECK(scales_of("heat,heads") != scales_of("heat"));  // with which it shares the scale
}

TEST_CASE("pictures say what they show, and which model saw it") {
  const TemporaryFolder folder;
  write_photo(folder / "cat.png");
  CHECK(run_vitviz(folder.path(),
                   {"cat.png", "--view", "heat,mask", "--head", "1", "--range", "0,0.5"})
            .exit_code == 0);
  const auto holds = [&](const char* file, const std::string& text) {
    const std::vector<std::byte> bytes = read_bytes(folder / file);
    const std::string content(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    return contains(content, text);
  };
  CHECK(holds("cat.heat.png", "Software"));
  CHECK(holds("cat.heat.png",
              fmt::format("heat: attention of block {}, head 1; model {}, input 96 x 64 pixels, "
                          "patch 16; colours inferno from 0 to 0.5, gamma 1",
                          kLastBlock, kName)));
  CHECK(holds("cat.mask.png", fmt::format("mask: attention of block {}, head 1", kLastBlock)));
  CHECK(holds("cat.mask.png", "holds 0.6 of the attention"));
}

}  // namespace
}  // namespace vitviz::test
