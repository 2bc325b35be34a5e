// SPDX-License-Identifier: Apache-2.0
#include "batch/name_pattern.h"

#include <doctest/doctest.h>

#include "batch/file_plan.h"
#include "support/thrown_error.h"

namespace vitviz::batch {
namespace {

namespace fs = std::filesystem;
using Paths = std::vector<std::string>;

std::vector<inputs::Input> inputs_of(const std::vector<std::pair<fs::path, fs::path>>& photos) {
  std::vector<inputs::Input> inputs;
  for (const auto& [path, subfolder] : photos) inputs.push_back({path, subfolder, std::nullopt});
  return inputs;
}

// The pictures of all photos under this pattern, of two heads.
Paths pictures(const std::vector<std::pair<fs::path, fs::path>>& photos, const char* pattern,
               const analysis::HeadChoice& head = analysis::Each{}) {
  model::Blueprint blueprint;
  blueprint.blocks = 12;
  blueprint.heads = 2;
  const views::ViewList views = {base::value_named(views::all_views(), "mask").value()};
  const analysis::MapSelection selection(3, head, blueprint);
  const auto parsed = std::make_shared<const NamePattern>(NamePattern::parse(pattern).value());
  Paths paths;
  for (const ResultName& name : name_results(inputs_of(photos), "out", parsed)) {
    const FilePlan plan = plan_files(name, views, {RawArray::kTokens}, selection);
    for (const fs::path& file : plan.files()) paths.push_back(file.string());
  }
  return paths;
}

TEST_CASE("a pattern is text with known fields in braces, within the folder for results") {
  for (const char* good : {"{stem}", "a", "{folder}/{stem}", "x{index}y{view}", "a..b"}) {
    CAPTURE(good);
    CHECK(NamePattern::parse(good));
  }
  for (const char* bad : {"", "{", "{stem", "{name}", "{}", "/a", "../a", "a/../b", "a/"}) {
    CAPTURE(bad);
    CHECK_FALSE(NamePattern::parse(bad));
  }
}

TEST_CASE("results are called as the pattern says") {
  CHECK(pictures({{"in/day1/cat.jpg", "day1"}}, "{parent}/{view}_{stem}_{head}") ==
        Paths{"out/day1/mask_cat_0.png", "out/day1/mask_cat_1.png", "out/day1/tokens_cat_.npy"});
  CHECK(pictures({{"in/day1/cat.jpg", "day1"}}, "{folder}/{index}{view}{map}", 0) ==
        Paths{"out/day1/1maskattention.png", "out/day1/1tokensattention.npy"});
  CHECK(pictures({{"cat.jpg", ""}}, "{folder}/{stem}.{view}", 0) ==
        Paths{"out/cat.mask.png", "out/cat.tokens.npy"});
}

TEST_CASE("photos of one name are told apart by their stem, or refused") {
  CHECK(pictures({{"a/cat.jpg", ""}, {"b/cat.jpg", ""}}, "{stem}-{view}", 0) ==
        Paths{"out/cat-mask.png", "out/cat-tokens.npy", "out/cat-2-mask.png",
              "out/cat-2-tokens.npy"});
  const auto error = test::error_of([] {
    return pictures({{"a/x.jpg", ""}, {"a/y.jpg", ""}}, "{view}", 0);
  });
  REQUIRE(error);
  CHECK(test::contains(error->what(), "two photos would give results of one name"));
}

TEST_CASE("a pattern that does not tell the results of a photo apart is refused") {
  const auto error = test::error_of([] { return pictures({{"cat.jpg", ""}}, "{stem}"); });
  REQUIRE(error);
  CHECK(error->code() == base::ErrorCode::kArgument);
  CHECK(test::contains(error->what(), "two results of a photo would be called out/cat.png"));
}

TEST_CASE("no photo's name leads out of the folder for results") {
  const auto error = test::error_of([] {
    return pictures({{"in/...jpg", ""}}, "{stem}/{view}", 0);
  });
  REQUIRE(error);
  CHECK(test::contains(error->what(), "leads out of the folder"));
}

}  // namespace
}  // namespace vitviz::batch
