// SPDX-License-Identifier: Apache-2.0
#include "checkpoint/hub_folder.h"

#include <string>

#include <doctest/doctest.h>

#include "support/safetensors_bytes.h"
#include "support/temporary_folder.h"
#include "support/thrown_error.h"

namespace vitviz::checkpoint {
namespace {

using test::contains;

void write_text(const std::filesystem::path& path, std::string_view text) {
  test::write_bytes(path, test::bytes_of(text));
}

TEST_CASE("of the weights in a folder those under the hub's names come first, in its order") {
  const test::TemporaryFolder folder;
  const auto chosen = [&] { return weights_in_folder(folder.path()).filename().string(); };
  for (const char* name :
       {"a.gguf", "a.npz", "a.bin", "a.pt", "a.pth", "a.safetensors", "open_clip_pytorch_model.bin",
        "open_clip_model.safetensors", "pytorch_model.bin.index.json", "pytorch_model.bin",
        "model.safetensors.index.json", "model.safetensors"}) {
    write_text(folder / name, "x");
    CHECK(chosen() == name);
  }
}

TEST_CASE("a folder without a model, or with several, is told with what it has") {
  const test::TemporaryFolder folder;
  const auto refusal = [&] {
    const auto error = test::error_of([&] { static_cast<void>(weights_in_folder(folder.path())); });
    return error ? error->what() + (" | " + error->hint()) : "accepted";
  };
  CHECK(contains(refusal(), "is an empty folder"));
  write_text(folder / "README.md", "x");
  CHECK(contains(refusal(), "is a folder without a model; it has 'README.md'"));
  std::filesystem::create_directory(folder / "snapshots");
  CHECK(contains(refusal(), "name a folder below its 'snapshots'"));
  write_text(folder / "a.pth", "x");
  write_text(folder / "b.pth", "x");
  CHECK(contains(refusal(), "has 2 models: 'a.pth', 'b.pth' | name one of them"));
}

TEST_CASE("the hub's names are known with their shards, and others are not") {
  for (const char* name : {"model.safetensors", "x/model-00001-of-00002.safetensors",
                           "pytorch_model.bin", "pytorch_model-00001-of-00003.bin",
                           "model.safetensors.index.json", "open_clip_pytorch_model.bin"}) {
    CHECK(has_hub_name(name));
  }
  for (const char* name : {"dino.safetensors", "model.pth", "checkpoint.bin", "model"}) {
    CHECK_FALSE(has_hub_name(name));
  }
}

TEST_CASE("the JSON files of a folder become metadata under their prefixes") {
  const test::TemporaryFolder folder;
  write_text(folder / "config.json", R"({"model_type": "vit", "layer_norm_eps": 1e-12})");
  write_text(folder / "preprocessor_config.json", R"({"image_mean": [0.5, 0.5, 0.5]})");
  write_text(folder / "open_clip_config.json", R"({"model_cfg": {"quick_gelu": true}})");
  io::Checkpoint checkpoint;
  add_hub_metadata(folder.path(), checkpoint);
  CHECK(checkpoint.metadata ==
        decltype(checkpoint.metadata){{"config.model_type", "vit"},
                                      {"config.layer_norm_eps", "1e-12"},
                                      {"preprocessor.image_mean", "0.5,0.5,0.5"},
                                      {"open_clip.model_cfg.quick_gelu", "true"}});
}

TEST_CASE("a JSON file that is none is named in the error") {
  const test::TemporaryFolder folder;
  for (const auto& [text, message] : {std::pair{"{", "config.json: is no valid JSON"},
                                      std::pair{"<html>", "config.json: is a web page"}}) {
    write_text(folder / "config.json", text);
    io::Checkpoint checkpoint;
    const auto error = test::error_of([&] { add_hub_metadata(folder.path(), checkpoint); });
    REQUIRE(error.has_value());
    CHECK(contains(error->what(), message));
  }
}

}  // namespace
}  // namespace vitviz::checkpoint
