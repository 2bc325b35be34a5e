// SPDX-License-Identifier: Apache-2.0
// Checkpoints other than the one built in: what `vitviz inspect` says of them, and what is drawn
// and said of photos by models with a classifier, without CLS, or with a pooling head.
#include <algorithm>
#include <string>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "program/program.h"
#include "support/npy_reader.h"
#include "support/temporary_folder.h"
#include "support/thrown_error.h"

namespace vitviz::test {
namespace {

using Json = nlohmann::json;

std::string family(const std::string& file) { return reference("families/" + file).string(); }

std::string text_of(const std::filesystem::path& path) {
  const std::vector<std::byte> bytes = read_bytes(path);
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

ProgramResult inspect(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), "inspect");
  return run_program(vitviz_program(), arguments);
}

TEST_CASE("the help of inspect is the one that was looked at") {
  INFO(
      "after a change that is meant: build/dev/vitviz inspect --help > "
      "tests/golden/inspect_help.txt");
  const ProgramResult result = inspect({"--help"});
  CHECK(result.exit_code == 0);
  CHECK(result.out == text_of(std::filesystem::path(VITVIZ_GOLDEN_FOLDER) / "inspect_help.txt"));
}

TEST_CASE("inspect says what it understood") {
  const ProgramResult result = inspect({"--heads", "3", "--tensors", family("dino/full.pth")});
  CHECK(result.exit_code == 0);
  CHECK(result.err.empty());
  for (const char* line :
       {"family            DINO\n", "read from         teacher/backbone.\n",
        "heads             3 of width 16, from --heads\n", "prefix tokens     CLS\n",
        "ignored           optimizer (1), student (30), teacher/head (1)\n"}) {
    CAPTURE(line);
    CHECK(contains(result.out, line));
  }
  CHECK(contains(result.out, "\nteacher/backbone.cls_token "));
}

TEST_CASE("inspect says it to scripts as one object") {
  const Json object = Json::parse(inspect({"--json", "--tensors", family("jax/model.npz")}).out);
  CHECK(object["container"] == "npz");
  CHECK(object["family"] == "ViT (JAX)");
  CHECK(object["heads"] == 3);
  CHECK(object["heads_source"] == "the tensors' shapes");
  CHECK(object["mean"] == Json({0.5, 0.5, 0.5}));
  CHECK(object["prefix"] == Json({"cls"}));
  CHECK(object["map"] == "cls");
  CHECK(object["trained_grid"] == Json({{"rows", 6}, {"cols", 6}}));
  const Json& tensors = object["tensors"];
  CHECK(std::any_of(tensors.begin(), tensors.end(), [](const Json& tensor) {
    return tensor["name"] == "embedding/kernel" && tensor["shape"] == Json({8, 8, 3, 48});
  }));
  CHECK_FALSE(Json::parse(inspect({"--json", family("jax/model.npz")}).out).contains("tensors"));
}

TEST_CASE("inspect says whether there is a mask head") {
  const std::string file = asset("model/vitviz.safetensors").string();
  CHECK(contains(inspect({file}).out, "mask head         one linear layer on the patch tokens\n"));
  CHECK(Json::parse(inspect({"--json", file}).out)["mask_head"] == true);

  const std::vector<std::string> without = {"--ignore", "mask_head.bias", file};
  const std::string table = inspect(without).out;
  CHECK(contains(table, "mask head         none\n"));
  CHECK(contains(table, "ignored           mask_head (2)\n"));
  CHECK(contains(table, "assumed           no mask head, as 'mask_head.bias' is missing\n"));
  const Json object = Json::parse(inspect({"--json", "--ignore", "mask_head.bias", file}).out);
  CHECK(object["mask_head"] == false);
  CHECK(object["ignored"] == Json({"mask_head.bias", "mask_head.weight"}));
}

TEST_CASE("inspect says whether there are a pooling head and a projection") {
  const std::string siglip = inspect({family("hf_siglip")}).out;
  CHECK(contains(siglip, "pooling head      one query that attends to the patches, and an MLP"));
  CHECK(contains(siglip, "projection        none\n"));
  const Json of_siglip = Json::parse(inspect({"--json", family("hf_siglip")}).out);
  CHECK(of_siglip["pooling_head"] ==
        Json({{"runs", true}, {"mlp_width", 96}, {"problem", nullptr}}));
  CHECK(of_siglip["projection"] == nullptr);

  const std::vector<std::string> less = {"--ignore", "head.mlp.fc2.bias", family("hf_siglip")};
  CHECK(contains(inspect(less).out,
                 "pooling head      none that can be run: of its pooling head, "
                 "'head.mlp.fc2.bias' is missing"));

  const std::string clip = reference("features/hf_clip_projection");
  CHECK(contains(inspect({clip}).out, "projection        CLS to width 10"));
  const Json of_clip = Json::parse(inspect({"--json", clip}).out);
  CHECK(of_clip["projection"] == 10);
  CHECK(of_clip["pooling_head"] == nullptr);
}

TEST_CASE("a checkpoint that does not fit is refused as loading refuses it") {
  const TemporaryFolder folder;
  write_photo(folder / "cat.png");
  const ProgramResult inspected = inspect({family("dino/full.pth")});
  const ProgramResult loaded =
      run_vitviz(folder.path(), {"-m", family("dino/full.pth"), "cat.png"});
  CHECK(inspected.exit_code == 4);
  CHECK(inspected.out.empty());
  CHECK(inspected.err == loaded.err);
  CHECK(contains(inspected.err, "--heads gives the number of heads"));
}

TEST_CASE("inspect wants one MODEL, and names its own help") {
  for (const std::vector<std::string>& arguments :
       {std::vector<std::string>{}, {"a.pth", "b.pth"}, {"--tensor", "a.pth"}, {"--heads", "x"}}) {
    const ProgramResult result = inspect(arguments);
    CHECK(result.exit_code == 2);
    CHECK(contains(result.err, "'vitviz inspect --help'"));
  }
}

TEST_CASE("a photo called inspect is ./inspect") {
  const TemporaryFolder folder;
  write_photo(folder / "inspect");
  CHECK(run_program(vitviz_program(), {"./inspect", "--size", "64"}, {.folder = folder.path()})
            .exit_code == 0);
  CHECK(folder.names() ==
        std::vector<std::string>{"inspect", "inspect.attention.png", "inspect.mask.png"});
}

TEST_CASE("--branch chooses the student or the teacher") {
  const TemporaryFolder folder;
  write_photo(folder / "cat.png");
  for (const char* branch : {"teacher", "student"}) {
    CHECK(run_vitviz(folder.path(), {"-m", family("dino/full.pth"), "--heads", "3", "--branch",
                                     branch, "-o", branch, "--raw", "attention", "cat.png"})
              .exit_code == 0);
  }
  CHECK(read_bytes(folder / "teacher/cat.attention.npy") !=
        read_bytes(folder / "student/cat.attention.npy"));
}

TEST_CASE("a model with a classifier says the likeliest classes") {
  const TemporaryFolder folder;
  write_photo(folder / "cat.png");
  const std::string model = reference("s4_timm_augreg/model.safetensors").string();
  const ProgramResult result = run_vitviz(
      folder.path(), {"-m", model, "--json", "--raw", "logits", "--view", "none", "cat.png"});
  REQUIRE(result.exit_code == 0);
  const Json classes = Json::parse(result.out)["classes"];
  REQUIRE(classes.size() == 5);
  const Array logits = read_npy(folder / "cat.logits.npy");
  CHECK(logits.shape == io::Shape{10});
  const auto largest = std::max_element(logits.values.begin(), logits.values.end());
  CHECK(classes[0]["index"] == largest - logits.values.begin());
  CHECK(classes[0]["probability"] >= classes[1]["probability"]);
  CHECK_FALSE(classes[0].contains("label"));  // nobody names ten classes
}

TEST_CASE("without a classifier there are neither logits nor classes") {
  const TemporaryFolder folder;
  write_photo(folder / "cat.png");
  const ProgramResult refused = run_vitviz(folder.path(), {"--raw", "logits", "cat.png"});
  CHECK(refused.exit_code == 2);
  CHECK(contains(refused.err, "--raw logits: this model has no classifier"));
  CHECK_FALSE(
      Json::parse(run_vitviz(folder.path(), {"--json", "cat.png"}).out).contains("classes"));
}

TEST_CASE("a model without CLS says what its map is") {
  const TemporaryFolder folder;
  write_photo(folder / "cat.png");
  const std::vector<std::string> arguments = {"-m", family("hf_ijepa"), "--force", "cat.png"};
  const ProgramResult result = run_vitviz(folder.path(), arguments);
  CHECK(result.exit_code == 0);
  CHECK(contains(result.err, "note: the model has no CLS"));
  std::vector<std::string> quiet = arguments;
  quiet.emplace_back("--quiet");
  CHECK(run_vitviz(folder.path(), quiet).err.empty());
}

TEST_CASE("the map of a pooling head is its attention, unless a block is asked for") {
  const TemporaryFolder folder;
  write_photo(folder / "cat.png");
  const auto run = [&](std::vector<std::string> more) {
    more.insert(more.end(), {"-m", family("hf_siglip"), "--head", "all", "--raw", "attention",
                             "--view", "none", "--json", "--force", "cat.png"});
    const ProgramResult result = run_vitviz(folder.path(), more);
    REQUIRE(result.exit_code == 0);
    return result;
  };
  const ProgramResult pooling = run({});
  CHECK(contains(pooling.err, "note: the map is the attention of the model's pooling head"));
  CHECK(Json::parse(pooling.out)["block"] == "pooling");
  const Array map = read_npy(folder / "cat.attention.npy");
  CHECK(map.shape == io::Shape{1, 3, 8, 12});
  float sum = 0;  // every head's attention to all patches
  for (const float value : map.values) sum += value;
  CHECK(sum == doctest::Approx(3));

  CHECK(Json::parse(run({"--block", "-1"}).out)["block"] == 1);
  CHECK(read_npy(folder / "cat.attention.npy").values != map.values);
  CHECK(contains(run({"--block", "all"}).err, "note: the model has no CLS"));
  CHECK(read_npy(folder / "cat.attention.npy").shape == io::Shape{2, 3, 8, 12});
}

}  // namespace
}  // namespace vitviz::test
