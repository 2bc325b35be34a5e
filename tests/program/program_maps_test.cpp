// SPDX-License-Identifier: Apache-2.0
// Maps other than CLS's attention, as a user gets them.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "numpy/npz.h"
#include "program/built_in_model.h"
#include "program/program.h"
#include "support/matrix_near.h"
#include "support/npy_reader.h"
#include "support/temporary_folder.h"
#include "support/thrown_error.h"

namespace vitviz::test {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;
using Words = std::vector<std::string>;

constexpr int kPatches = kRows * kCols;

constexpr double kTolerance = 1e-5;  // the promise

// A folder with one photo, drawn by all that a test asks for.
class Photo {
 public:
  Photo() { write_photo(folder_ / "cat.png"); }

  ProgramResult draw(const Words& words) const {
    Words all = {"cat.png", "--force"};
    all.insert(all.end(), words.begin(), words.end());
    return run_vitviz(folder_.path(), all);
  }

  Array array(const std::string& name, Words words) const {
    words.insert(words.end(), {"--view", "none"});
    const ProgramResult result = draw(words);
    CHECK(result.err.empty());
    REQUIRE(result.exit_code == 0);
    return read_npy(folder_ / name);
  }

  [[nodiscard]] const TemporaryFolder& folder() const { return folder_; }

 private:
  TemporaryFolder folder_;
};

TEST_CASE("a similarity is the cosine of tokens, from CLS or from the query's patch") {
  const Photo photo;
  const Array tokens = photo.array("cat.tokens.npy", {"--raw", "tokens"});
  REQUIRE(tokens.shape == io::Shape{kPrefix + kPatches, kWidth});
  const tensor::Matrix all = tokens.matrix();
  const auto cosines = [&](int query) {
    tensor::Matrix unit = all.rowwise().normalized();
    return tensor::Matrix(unit.row(query) * unit.bottomRows(kPatches).transpose());
  };
  const Array map = photo.array("cat.similarity.map.npy", {"--map", "similarity", "--raw", "map"});
  CHECK(map.shape == io::Shape{1, 1, kRows, kCols});
  check_near(map.values, {cosines(0).data(), kPatches}, kTolerance);

  // Pixel (35, 15) lies in row 1, column 3.
  const Array queries =
      photo.array("cat.similarity.map.npy",
                  {"--map", "similarity", "--raw", "map", "--query", "35,15", "--query", "0,0"});
  REQUIRE(queries.shape == io::Shape{2, 1, 1, kRows, kCols});
  check_near(std::span(queries.values).first(kPatches),
             {cosines(kPrefix + kCols + 3).data(), kPatches}, kTolerance);
  CHECK(queries.values[kCols + 3] == doctest::Approx(1));
  CHECK(queries.values[kPatches] == doctest::Approx(1));
}

TEST_CASE("--tokens says before or after the final norm, which norms show") {
  const Photo photo;
  const Array tokens = photo.array("cat.tokens.npy", {"--raw", "tokens"});
  const Array normed =
      photo.array("cat.norm.map.npy", {"--map", "norm", "--tokens", "normed", "--raw", "map"});
  const tensor::Matrix want = tokens.matrix().bottomRows(kPatches).rowwise().norm().transpose();
  check_near(normed.values, {want.data(), kPatches}, 10 * kTolerance);
  const Array block = photo.array("cat.norm.map.npy", {"--map", "norm", "--raw", "map"});
  CHECK(block.values != normed.values);
  const Array all =
      photo.array("cat.norm.map.npy", {"--map", "norm", "--block", "all", "--raw", "map"});
  REQUIRE(all.shape == io::Shape{kBlocks, 1, kRows, kCols});
  CHECK(std::equal(block.values.begin(), block.values.end(), all.values.end() - kPatches));
}

TEST_CASE("a rollout of one block is half that block's attention, of more it is another") {
  const Photo photo;
  const auto rollout = [&](const Words& words) {
    Words all = {"--map", "rollout", "--raw", "map"};
    all.insert(all.end(), words.begin(), words.end());
    return photo.array("cat.rollout.map.npy", all);
  };
  Array half = photo.array("cat.attention.npy", {"--raw", "attention", "--block", "3"});
  for (float& value : half.values) value /= 2;  // Ã = (A + I) / 2
  check_near(rollout({"--block", "3", "--rollout-start", "3"}).values, half.values, kTolerance);
  const Array each = rollout({"--head", "all", "--block", "all"});
  CHECK(each.shape == io::Shape{kBlocks, kHeads, kRows, kCols});
  const Array last = rollout({"--head", "1"});
  // Not the same bytes: a product with more rows adds up in another order.
  check_near(last.values,
             std::span(each.values).subspan(((kBlocks - 1) * kHeads + 1) * kPatches, kPatches),
             kTolerance);
  const Array max = rollout({"--head", "max"});
  CHECK(max.values != rollout({"--head", "mean"}).values);
  CHECK(std::accumulate(max.values.begin(), max.values.end(), 0.0) < 1);
}

TEST_CASE("each query is a picture with its place marked, and told in JSON") {
  const Photo photo;
  const ProgramResult result =
      photo.draw({"--query", "35,15,0,39", "--json", "--view", "overlay,heat,mask"});
  REQUIRE(result.exit_code == 0);
  const Json object = Json::parse(result.out);
  REQUIRE(object["files"].size() == 6);
  CHECK(object["files"][0]["view"] == "overlay");
  CHECK(object["files"][0]["query"] == 1);
  CHECK(object["files"][0]["path"] == "cat.attention.query1.png");
  CHECK(object["files"][5]["path"] == "cat.mask.query2.png");
  CHECK(object["queries"][1] == Json({{"x", 0}, {"y", 39}, {"row", 3}, {"col", 0}}));
  REQUIRE(object["prefix_share"].size() == 2);
  CHECK(object["prefix_share"][1]["query"] == 2);
}

TEST_CASE("the shares of the prefix and of the patches add up to 1") {
  const Photo photo;
  const ProgramResult result = photo.draw({"--json", "--raw", "attention"});
  const Json object = Json::parse(result.out);
  CHECK(object["map"] == "attention");
  const Array attention = read_npy(photo.folder() / "cat.attention.npy");
  const double patches = std::accumulate(attention.values.begin(), attention.values.end(), 0.0);
  const Json& share = object["prefix_share"];
  CHECK_FALSE(share.contains("distillation"));
  CHECK(share["cls"].get<double>() + share["registers"].get<double>() + patches ==
        doctest::Approx(1));
}

TEST_CASE("a mask is the smallest set of patches that holds the share") {
  const Photo photo;
  const Array map = photo.array("cat.map.npy", {"--raw", "map,mask", "--keep", "0.5"});
  const Array mask = read_npy(photo.folder() / "cat.mask.npy");
  CHECK(mask.shape == map.shape);
  double total = 0;
  double kept = 0;
  double weakest = 1;
  for (std::size_t i = 0; i < kPatches; ++i) {
    const auto value = static_cast<double>(map.values[i]);
    total += value;
    if (mask.values[i] == 0) continue;
    kept += value;
    weakest = std::min(weakest, value);
  }
  CHECK(kept >= 0.5 * total);
  CHECK(kept - weakest < 0.5 * total);
}

TEST_CASE("an .npz has all arrays of a photo and its geometry") {
  const Photo photo;
  const ProgramResult result = photo.draw(
      {"--map", "rollout", "--raw", "npz,map", "--view", "none", "--json", "--query", "35,15"});
  REQUIRE(result.exit_code == 0);
  const Json files = Json::parse(result.out)["files"];
  CHECK(files[0] == Json({{"raw", "npz"}, {"path", "cat.rollout.npz"}}));
  const std::vector<std::byte> bytes = read_bytes(photo.folder() / "cat.rollout.npz");
  const io::Checkpoint arrays = numpy::parse_npz(bytes, "cat.rollout.npz");
  const auto shape = [&](const char* name) {
    const auto found = arrays.tensors.find(name);
    REQUIRE(found != arrays.tensors.end());
    return found->second.shape;
  };
  const io::Shape maps = {1, 1, 1, kRows, kCols};
  CHECK(shape("map") == maps);
  CHECK(shape("mask") == maps);
  CHECK(shape("attention") == maps);
  CHECK(shape("tokens") == io::Shape{kPrefix + kPatches, kWidth});
  for (const char* name : {"photo_size", "network_size", "grid"})
    CHECK(shape(name) == io::Shape{2});
  CHECK(shape("patch") == io::Shape{});
  CHECK(shape("blocks") == io::Shape{1});
  CHECK(shape("queries") == io::Shape{1, 2});
}

TEST_CASE("what makes no sense is refused") {
  const Photo photo;
  const struct {
    Words words;
    const char* message;
  } cases[] = {
      {{"--query", "60,0"}, "--query 60,0: outside of what is looked at of "},
      {{"--query", "3"}, "--query '3': must be X,Y"},
      {{"--map", "norm", "--query", "1,1"}, "--query: the norm of a token depends on no other"},
      {{"--map", "norm", "--head", "1"}, "--head: a norm map is of tokens"},
      {{"--map", "similarity", "--head", "all"}, "--head: a similarity map is of tokens"},
      {{"--map", "rollout", "--rollout-start", "40"}, "--rollout-start 40"},
      {{"--map", "rollout", "--block", "all", "--rollout-start", "1"}, "--rollout-start 1"},
      {{"--map", "rollout", "--view", "blocks"}, "--view blocks: shows the attention of each head"},
      {{"--map", "norm", "--view", "heat,colors"}, "--view colors: shows the attention"},
      {{"--map", "lrp"}, "--map 'lrp': must be attention, rollout, similarity or norm"},
  };
  for (const auto& c : cases) {
    CAPTURE(c.message);
    const ProgramResult result = photo.draw(c.words);
    CHECK(result.exit_code == 2);
    CHECK(contains(result.err, c.message));
  }
}

TEST_CASE("maps of any kind have the same bytes for every number of threads") {
  const Photo photo;
  for (const char* map : {"rollout", "similarity", "norm"}) {
    for (const char* threads : {"1", "2", "3"}) {
      Words words = {"--map", map, "-t", threads, "-o", threads, "--raw", "npz", "--size", "96"};
      if (std::string(map) != "norm") words.insert(words.end(), {"--query", "30,20,1,1"});
      REQUIRE(photo.draw(words).exit_code == 0);
    }
    for (const auto& file : fs::directory_iterator(photo.folder() / "1")) {
      const std::string name = file.path().filename().string();
      CAPTURE(name);
      CHECK(read_bytes(file.path()) == read_bytes(photo.folder() / ("2/" + name)));
      CHECK(read_bytes(file.path()) == read_bytes(photo.folder() / ("3/" + name)));
    }
  }
}

}  // namespace
}  // namespace vitviz::test
