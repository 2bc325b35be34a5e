// SPDX-License-Identifier: Apache-2.0
// What is known of a model, and models from tensors in memory.
#include "vitviz/model.h"

#include <algorithm>
#include <fstream>
#include <sstream>

#include <doctest/doctest.h>

#include "checkpoint/read_checkpoint.h"
#include "small_model.h"
#include "vitviz/vitviz.h"

namespace vitviz {
namespace {

// The tensors of a checkpoint as somebody who has them in memory hands them over.
struct InMemory {
  explicit InMemory(const std::filesystem::path& path)
      : checkpoint(checkpoint::read_checkpoint(path)) {
    for (const auto& [name, tensor] : checkpoint.tensors) {
      const auto bytes = tensor.bytes.read();
      held.emplace_back(bytes.begin(), bytes.end());
      tensors.push_back({name, std::string(tensor::name_of(tensor.type)), tensor.shape, {}});
    }
    for (std::size_t i = 0; i < held.size(); ++i) tensors[i].bytes = held[i];
  }

  io::Checkpoint checkpoint;
  std::vector<std::vector<std::byte>> held;
  std::vector<Tensor> tensors;
};

std::string text_of(const std::filesystem::path& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

TEST_CASE("a model tells what it is") {
  const ModelInfo info = test::small_model().info();
  CHECK(info.blocks == 3);
  CHECK(info.heads == 3);
  CHECK(info.width == 48);
  CHECK(info.patch == 8);
  CHECK(info.has_cls);
  CHECK(info.prefix == 3);
  CHECK(info.classes == 0);
  CHECK_FALSE(info.name.empty());
  CHECK(Model::built_in().info().name.find("vitviz") == 0);
}

TEST_CASE("tensors in memory are the model that their file is") {
  const auto path = test::reference("families/hf_vit/model.safetensors");
  const InMemory memory(path);
  const Settings settings{.config = text_of(test::reference("families/hf_vit/config.json"))};
  const Model model = Model::from_tensors(memory.tensors, settings, "mine");
  const Model file = Model::load(path);
  CHECK(model.info().name == "mine");
  CHECK(model.info().family == file.info().family);
  CHECK(model.info().heads == file.info().heads);
  CHECK(std::ranges::equal(model.look(test::small_photo()).attention().values,
                           file.look(test::small_photo()).attention().values));
}

TEST_CASE("what is wrong with tensors in memory is said") {
  InMemory memory(test::reference("families/hf_vit/model.safetensors"));
  const Settings whole_settings{.config = text_of(test::reference("families/hf_vit/config.json"))};
  const auto message_of = [&](const Settings& settings) {
    try {
      static_cast<void>(Model::from_tensors(memory.tensors, settings, "mine"));
    } catch (const Error& error) {
      CHECK(error.code() == ErrorCode::kModel);
      return std::string(error.what());
    }
    return std::string();
  };
  CHECK(message_of(whole_settings).empty());
  CHECK(message_of({.config = "{"}).find("config.json") != std::string::npos);
  const std::vector<Tensor> whole = memory.tensors;
  memory.tensors[0].type = "F31";
  CHECK(message_of(whole_settings).find("unknown type") != std::string::npos);
  memory.tensors = whole;
  memory.tensors[0].bytes = memory.tensors[0].bytes.first(4);
  CHECK(message_of(whole_settings).find("bytes") != std::string::npos);
  memory.tensors = whole;
  memory.tensors[0].shape = {-1};
  CHECK(message_of(whole_settings).find("bytes") != std::string::npos);
  memory.tensors = whole;
  memory.tensors.push_back(whole[0]);
  CHECK(message_of(whole_settings).find("twice") != std::string::npos);
  memory.tensors.clear();
  CHECK_FALSE(message_of(whole_settings).empty());
}

TEST_CASE("options say what a checkpoint leaves unsaid") {
  const auto path = test::reference("vit/synthetic.safetensors");
  CHECK(Model::load(path, {.heads = 6}).info().heads == 6);
  const Model model = Model::load(path, {.mean = {{0.1F, 0.2F, 0.3F}}, .std = {{1, 1, 1}}});
  CHECK(model.info().mean == std::array{0.1F, 0.2F, 0.3F});
  // Both precisions look at about the same.
  const auto bf16 = Model::load(path, {.precision = Precision::kBf16});
  const auto map = bf16.look(test::small_photo()).map();
  const auto exact = test::small_model().look(test::small_photo()).map();
  for (std::size_t i = 0; i < map.values.size(); ++i) {
    CHECK(map.values[i] == doctest::Approx(exact.values[i]).epsilon(0.05));
  }
}

}  // namespace
}  // namespace vitviz
