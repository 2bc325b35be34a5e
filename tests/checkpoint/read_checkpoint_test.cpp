// SPDX-License-Identifier: Apache-2.0
#include "checkpoint/read_checkpoint.h"

#include <string>

#include <doctest/doctest.h>

#include "checkpoint/load.h"
#include "support/npy_reader.h"
#include "support/safetensors_bytes.h"
#include "support/temporary_folder.h"
#include "support/thrown_error.h"

namespace vitviz::checkpoint {
namespace {

using namespace std::string_view_literals;
using test::contains;

constexpr std::string_view kHeader = R"({"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}})";

std::string refusal(std::string_view text, const std::string& name = "file") {
  const auto error =
      test::error_of([&] { static_cast<void>(parse_checkpoint(test::bytes_of(text), name)); });
  if (!error) return "accepted";
  CHECK(error->code() == base::ErrorCode::kModel);
  CHECK_FALSE(error->hint().empty());
  return error->what();
}

// A file copied to where its name says nothing.
io::Container container_of(const char* file) {
  const test::TemporaryFolder folder;
  test::write_bytes(folder / "photo.jpg", test::read_bytes(test::reference(file)));
  const io::Checkpoint checkpoint = read_checkpoint(folder / "photo.jpg");
  CHECK_FALSE(checkpoint.tensors.empty());
  return checkpoint.container;
}

TEST_CASE("the content of a file says how it is read, not its name") {
  CHECK(container_of("safetensors/mixed.safetensors") == io::Container::kSafetensors);
  CHECK(container_of("npz/stored.npz") == io::Container::kNpz);
  CHECK(container_of("npz/deflated.npz") == io::Container::kNpz);
  CHECK(container_of("gguf/mixed.gguf") == io::Container::kGguf);
  CHECK(container_of("pytorch/state_dict.pth") == io::Container::kPyTorch);
  CHECK(container_of("pytorch/state_dict_legacy.pth") == io::Container::kPyTorch);
  CHECK(container_of("pytorch/scripted.pt") == io::Container::kTorchScript);
}

TEST_CASE("a safetensors file whose length begins like another format is still one") {
  // Their headers are padded to lengths that begin like a pickle and like ONNX.
  for (const std::size_t length : {0x0280U, 0x120A08U}) {
    std::string header(kHeader);
    header.append(length - header.size(), ' ');
    CHECK(parse_checkpoint(test::safetensors(header, "x"), "file").tensors.size() == 1);
  }
}

TEST_CASE("a folder is read with its JSON files, whatever way it is named") {
  const test::TemporaryFolder folder;
  test::write_bytes(folder / "model.safetensors", test::safetensors(kHeader, "x"));
  test::write_bytes(folder / "config.json", test::bytes_of(R"({"hidden_size": 4})"));
  for (const auto& path : {folder.path(), folder / "model.safetensors", folder / ""}) {
    const io::Checkpoint checkpoint = read_checkpoint(path);
    CHECK(checkpoint.tensors.size() == 1);
    CHECK(checkpoint.metadata.at("config.hidden_size") == "4");
  }
  test::write_bytes(folder / "other.safetensors", test::safetensors(kHeader, "x"));
  CHECK(read_checkpoint(folder / "other.safetensors").metadata.empty());
}

TEST_CASE("a sharded set is read by its index or its folder") {
  const test::TemporaryFolder folder;
  test::write_bytes(folder / "1.safetensors", test::safetensors(kHeader, "x"));
  test::write_bytes(folder / "model.safetensors.index.json",
                    test::bytes_of(R"( {"weight_map": {"a": "1.safetensors"}})"));
  test::write_bytes(folder / "config.json", test::bytes_of(R"({"hidden_size": 4})"));
  for (const auto& path : {folder.path(), folder / "model.safetensors.index.json"}) {
    const io::Checkpoint checkpoint = read_checkpoint(path);
    CHECK(checkpoint.tensors.size() == 1);
    CHECK(checkpoint.metadata.at("config.hidden_size") == "4");
  }
  // An index among its own shards does not lead round in circles.
  test::write_bytes(folder / "model.safetensors.index.json",
                    test::bytes_of(R"({"weight_map": {"a": "model.safetensors.index.json"}})"));
  const auto error = test::error_of([&] { static_cast<void>(read_checkpoint(folder.path())); });
  REQUIRE(error.has_value());
  CHECK(contains(error->what(), "'model.safetensors.index.json', a file without tensors"));
}

TEST_CASE("other files are refused by what they are") {
  CHECK(refusal("<!DOCTYPE html>") == "file: is a web page");
  CHECK(refusal("\x08\x07\x12\x07pytorch"sv) ==
        "file: is an ONNX model, whose weights have lost their names");
  CHECK(refusal("words") == "file: is a text");
  CHECK(refusal("\1\2\3") == "file: is no checkpoint of a known kind");
  CHECK(refusal("\1\2\3", "a.safetensors") ==
        "a.safetensors: the file ends after 3 of at least 8 bytes");
  CHECK(refusal("words", "model.ckpt-1.data-00000-of-00001") ==
        "model.ckpt-1.data-00000-of-00001: is a part of a TensorFlow checkpoint");
  CHECK(refusal("") == "file: is no checkpoint of a known kind");
}

TEST_CASE("a checkpoint without tensors is refused") {
  const test::TemporaryFolder folder;
  test::write_bytes(folder / "a.safetensors", test::safetensors("{}", ""));
  const auto error =
      test::error_of([&] { static_cast<void>(read_checkpoint(folder / "a.safetensors")); });
  REQUIRE(error.has_value());
  CHECK(contains(error->what(), "a.safetensors: holds no tensors"));
}

TEST_CASE("a checkpoint that is cut short while it is read, is told to have changed") {
  for (const char* name : {"families/hf_vit/model.safetensors", "families/dino/backbone.pth",
                           "families/jax/model.npz", "families/gguf/model.gguf"}) {
    CAPTURE(name);
    const test::TemporaryFolder folder;
    test::write_bytes(folder / "model", test::read_bytes(test::reference(name)));
    const io::Checkpoint checkpoint = read_checkpoint(folder / "model");
    std::filesystem::resize_file(folder / "model", 100);
    Hints hints;
    hints.heads = 3;
    const auto error = test::error_of(
        [&] { static_cast<void>(load_model(checkpoint, "model", hints, /*threads=*/2)); });
    REQUIRE(error);
    CHECK(error->code() == base::ErrorCode::kModel);
    CHECK(contains(error->what(), "model: changed while it was read"));
  }
}

}  // namespace
}  // namespace vitviz::checkpoint
