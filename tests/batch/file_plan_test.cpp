// SPDX-License-Identifier: Apache-2.0
#include "batch/file_plan.h"

#include <string>

#include <doctest/doctest.h>

#include "support/temporary_folder.h"
#include "support/thrown_error.h"

namespace vitviz::batch {
namespace {

namespace fs = std::filesystem;
using analysis::BlockChoice;
using analysis::Each;
using analysis::HeadChoice;
using analysis::MapKind;
using analysis::MapSelection;
using tensor::HeadFusion;
using test::contains;
using test::error_of;

const views::View* view(std::string_view name) {
  return base::value_named(views::all_views(), name).value();
}

const MapKind& map_named(std::string_view name) {
  return *base::value_named(analysis::map_kinds(), name).value();
}

model::Blueprint model_of(int blocks, int heads) {
  model::Blueprint blueprint;
  blueprint.blocks = blocks;
  blueprint.heads = heads;
  return blueprint;
}

std::vector<std::string> stems_of(const std::vector<fs::path>& photos, const fs::path& out) {
  std::vector<inputs::Input> inputs;
  inputs.reserve(photos.size());
  for (const fs::path& photo : photos) inputs.push_back({photo, {}, std::nullopt});
  std::vector<std::string> stems;
  for (const ResultName& name : name_results(inputs, out)) stems.push_back(name.stem().string());
  return stems;
}

void check_names(const FilePlan& plan, base::Overwrite overwrite, const KeptFiles& kept) {
  for (const fs::path& file : plan.files()) check_name(file, overwrite, kept);
}

std::vector<std::string> picture_names(const BlockChoice& block, const HeadChoice& head,
                                       const views::ViewList& views) {
  const MapSelection selection(block, head, model_of(/*blocks=*/12, /*heads=*/2));
  std::vector<std::string> names;
  for (const PlannedPicture& picture : plan_files("cat", views, {}, selection).pictures) {
    names.push_back(picture.path.string());
  }
  return names;
}

TEST_CASE("results carry the photo's stem, in the folder for results") {
  CHECK(stems_of({"photos/cat.jpg", "dog.tar.png"}, ".") ==
        std::vector<std::string>{"cat", "dog.tar"});
  CHECK(stems_of({"photos/cat.jpg"}, "out") == std::vector<std::string>{"out/cat"});
}

TEST_CASE("subfolders are mirrored") {
  const inputs::Input input{"photos/sub/cat.jpg", "sub", std::nullopt};
  CHECK(name_results({input}, "out").front().stem() == "out/sub/cat");
}

TEST_CASE("photos of the same stem get distinct results, and nobody else's") {
  CHECK(stems_of({"cat.jpg", "cat.png", "cat-2.jpg", "b/cat.jpg"}, ".") ==
        std::vector<std::string>{"cat", "cat-3", "cat-2", "cat-4"});
}

TEST_CASE("a folder that failed takes no name") {
  const base::Error error(base::ErrorCode::kInput, "empty");
  const std::vector<inputs::Input> inputs = {{"cat", {}, error}, {"cat.jpg", {}, std::nullopt}};
  CHECK(name_results(inputs, ".")[1].stem() == "cat");
}

TEST_CASE("many photos of the same stem are planned in no time") {
  const std::vector<std::string> stems = stems_of(std::vector<fs::path>(20000, "cat.jpg"), ".");
  CHECK(stems.back() == "cat-20000");
}

TEST_CASE("a name says only what varies, so that names sort as numbers do") {
  const views::ViewList overlay = {view("overlay")};
  CHECK(
      picture_names(-1, tensor::HeadFusion::kMean, {view("overlay"), view("heat"), view("mask")}) ==
      std::vector<std::string>{"cat.attention.png", "cat.heat.png", "cat.mask.png"});
  CHECK(picture_names(-1, Each{}, overlay) ==
        std::vector<std::string>{"cat.attention.head0.png", "cat.attention.head1.png"});
  const auto blocks = picture_names(Each{}, 1, overlay);
  REQUIRE(blocks.size() == 12);
  CHECK(blocks[3] == "cat.attention.block03.png");
  const auto all = picture_names(Each{}, Each{}, {view("mask")});
  REQUIRE(all.size() == 24);
  CHECK(all[7] == "cat.mask.block03.head1.png");
}

TEST_CASE("a sheet of heads is one file for each block, a sheet of blocks one for all") {
  const views::ViewList sheets = {view("blocks"), view("heads")};
  for (const HeadChoice& head :
       {HeadChoice(tensor::HeadFusion::kMax), HeadChoice(1), HeadChoice(Each{})}) {
    CHECK(picture_names(-1, head, sheets) ==
          std::vector<std::string>{"cat.heads.png", "cat.blocks.png"});
    const auto names = picture_names(Each{}, head, sheets);
    REQUIRE(names.size() == 13);
    CHECK(names[3] == "cat.heads.block03.png");
    CHECK(names[12] == "cat.blocks.png");
  }
}

TEST_CASE("arrays are one file each") {
  const MapSelection selection(Each{}, Each{}, model_of(12, 2));
  const FilePlan plan =
      plan_files("out/cat", {}, {RawArray::kAttention, RawArray::kTokens}, selection);
  CHECK(plan.pictures.empty());
  REQUIRE(plan.arrays.size() == 2);
  CHECK(plan.arrays[0].path == "out/cat.attention.npy");
  CHECK(plan.arrays[1].path == "out/cat.tokens.npy");
}

TEST_CASE("other maps than attention are named in every result, queries by their number") {
  const auto names = [](const MapKind& map, int queries, const std::vector<RawArray>& arrays) {
    const MapSelection selection(-1, tensor::HeadFusion::kMean, model_of(12, 2), map, queries);
    const FilePlan plan = plan_files("cat", {view("overlay"), view("mask")}, arrays, selection);
    std::vector<std::string> paths;
    for (const PlannedPicture& picture : plan.pictures) paths.push_back(picture.path.string());
    for (const PlannedArray& array : plan.arrays) paths.push_back(array.path.string());
    return paths;
  };
  CHECK(names(map_named("rollout"), 0,
              {RawArray::kMap, RawArray::kMask, RawArray::kTokens, RawArray::kNpz}) ==
        std::vector<std::string>{"cat.rollout.png", "cat.rollout.mask.png", "cat.rollout.map.npy",
                                 "cat.rollout.mask.npy", "cat.tokens.npy", "cat.rollout.npz"});
  CHECK(names(map_named("attention"), 2, {RawArray::kMap, RawArray::kNpz}) ==
        std::vector<std::string>{"cat.attention.query1.png", "cat.mask.query1.png",
                                 "cat.attention.query2.png", "cat.mask.query2.png", "cat.map.npy",
                                 "cat.npz"});
  const std::vector<std::string> many = names(map_named("similarity"), 10, {});
  CHECK(many.front() == "cat.similarity.query01.png");
  CHECK(many.back() == "cat.similarity.mask.query10.png");
}

TEST_CASE("a picture knows its query and its map within it") {
  const MapSelection selection(-1, Each{}, model_of(12, 2), map_named("attention"), 2);
  const FilePlan plan = plan_files("cat", {view("heat")}, {}, selection);
  REQUIRE(plan.pictures.size() == 4);
  CHECK(plan.pictures[3].query == 1);
  CHECK(plan.pictures[3].map == 1);
  CHECK(plan.pictures[3].label == analysis::MapLabel{.block = {}, .head = 1, .query = 2});
}

TEST_CASE("an existing result is in the way unless it may be replaced") {
  const test::TemporaryFolder folder;
  const MapSelection selection(-1, tensor::HeadFusion::kMean, model_of(12, 2));
  const FilePlan plan = plan_files(folder / "cat", {view("mask")}, {}, selection);
  CHECK_FALSE(error_of([&] { check_names(plan, base::Overwrite::kNever, {}); }));

  SUBCASE("a file") { test::write_bytes(folder / "cat.mask.png", {}); }
  SUBCASE("a link to nowhere") { fs::create_symlink("nowhere", folder / "cat.mask.png"); }
  const auto error = error_of([&] { check_names(plan, base::Overwrite::kNever, {}); });
  REQUIRE(error);
  CHECK(error->code() == base::ErrorCode::kOutput);
  CHECK(contains(error->what(), "cat.mask.png: already exists"));
  CHECK(contains(error->hint(), "use force to replace it"));
  CHECK_FALSE(error_of([&] { check_names(plan, base::Overwrite::kReplace, {}); }));
  // To be asked about a file is not to touch it.
  CHECK(folder.names() == std::vector<std::string>{"cat.mask.png"});
}

TEST_CASE("what the call reads is never replaced, under whatever name") {
  const test::TemporaryFolder folder;
  const MapSelection selection(-1, tensor::HeadFusion::kMean, model_of(12, 2));
  const FilePlan plan = plan_files(folder / "cat", {view("mask")}, {}, selection);
  test::write_bytes(folder / "photo.png", {});
  KeptFiles kept;
  kept.keep(folder / "missing.png");
  CHECK_FALSE(error_of([&] { check_names(plan, base::Overwrite::kReplace, kept); }));

  SUBCASE("its own") {
    fs::rename(folder / "photo.png", folder / "cat.mask.png");
    kept.keep(folder / "cat.mask.png");
  }
  SUBCASE("another of the same file") {
    fs::create_hard_link(folder / "photo.png", folder / "cat.mask.png");
    kept.keep(folder / "photo.png");
  }
  SUBCASE("that of a link that was named") {
    fs::create_symlink("photo.png", folder / "cat.mask.png");
    kept.keep(folder / "cat.mask.png");
  }
  SUBCASE("through a link to its folder") {
    fs::rename(folder / "photo.png", folder / "cat.mask.png");
    fs::create_directory_symlink(".", folder / "same");
    kept.keep(folder / "same/cat.mask.png");
  }
  const auto error = error_of([&] { check_names(plan, base::Overwrite::kReplace, kept); });
  REQUIRE(error);
  CHECK(error->code() == base::ErrorCode::kOutput);
  CHECK(contains(error->what(), "cat.mask.png: is read by this call"));
}

TEST_CASE("a name the file system cannot hold is refused early") {
  const MapSelection selection(-1, tensor::HeadFusion::kMean, model_of(12, 2));
  const FilePlan plan = plan_files(fs::path(std::string(250, 'x')), {view("mask")}, {}, selection);
  const auto error = error_of([&] { check_names(plan, base::Overwrite::kReplace, {}); });
  REQUIRE(error);
  CHECK(error->code() == base::ErrorCode::kOutput);
  CHECK(contains(error->what(), "259 bytes, allowed are 255"));
}

TEST_CASE("the folder is created, or the reason told") {
  const test::TemporaryFolder folder;
  create_folder_for(folder / "a/b/cat");
  CHECK(fs::is_directory(folder / "a/b"));
  CHECK(folder.names() == std::vector<std::string>{"a"});
  create_folder_for(folder / "a/b/dog");  // it is there already
  CHECK(fs::is_empty(folder / "a/b"));

  test::write_bytes(folder / "file", {});
  const auto error = error_of([&] { create_folder_for(folder / "file/cat"); });
  REQUIRE(error);
  CHECK(error->code() == base::ErrorCode::kOutput);
  CHECK(contains(error->what(), "/file: cannot be used as the folder"));
}

}  // namespace
}  // namespace vitviz::batch
