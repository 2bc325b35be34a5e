// SPDX-License-Identifier: Apache-2.0
// Files that PyTorch wrote, by tests/reference/pytorch/make_pth.py.
#include "torch/pytorch.h"

#include <numeric>

#include <doctest/doctest.h>

#include "support/npy_reader.h"
#include "support/temporary_folder.h"

namespace vitviz::torch {
namespace {

using tensor::ElementType;
using Floats = std::vector<float>;

// The bytes of a file, and what they hold.
struct Opened {
  std::vector<std::byte> bytes;
  io::Checkpoint checkpoint;
};

Opened open(const std::string& name) {
  Opened file{test::read_bytes(test::reference("pytorch/" + name)), {}};
  const bool is_legacy = name.find("legacy") != std::string::npos;
  file.checkpoint =
      is_legacy ? parse_pytorch_legacy(file.bytes, name) : parse_pytorch_zip(file.bytes, name);
  return file;
}

Floats floats(const io::Checkpoint& checkpoint, const std::string& name) {
  CAPTURE(name);
  const io::StoredTensor& tensor = checkpoint.tensors.at(name);
  Floats values(tensor.count());
  tensor::to_floats(tensor.type, tensor.bytes.read(), values);
  return values;
}

Floats counted(std::size_t count) {
  Floats values(count);
  std::iota(values.begin(), values.end(), 0.0F);
  return values;
}

std::vector<std::string> names_of(const io::Checkpoint& checkpoint) {
  std::vector<std::string> names;
  for (const auto& [name, tensor] : checkpoint.tensors) names.push_back(name);
  return names;
}

TEST_CASE("a state_dict() of all containers and protocols") {
  for (const char* name : {"state_dict.pth", "state_dict_legacy.pth", "state_dict_protocol5.pth"}) {
    CAPTURE(name);
    const Opened file = open(name);
    const io::Checkpoint& checkpoint = file.checkpoint;
    CHECK(checkpoint.container == io::Container::kPyTorch);
    CHECK(checkpoint.name == name);
    CHECK(names_of(checkpoint) == std::vector<std::string>{"blocks.0.brain", "blocks.0.half",
                                                           "cls_token", "empty", "mask",
                                                           "parameter", "steps"});
    CHECK(checkpoint.tensors.at("cls_token").shape == io::Shape{1, 1, 4});
    CHECK(checkpoint.tensors.at("empty").shape == io::Shape{0, 3});
    CHECK(checkpoint.tensors.at("steps").shape.empty());
    CHECK(checkpoint.tensors.at("steps").type == ElementType::kI64);
    CHECK(checkpoint.tensors.at("steps").bytes.read()[0] == std::byte{7});
    CHECK(checkpoint.tensors.at("mask").type == ElementType::kBool);
    CHECK(checkpoint.tensors.at("blocks.0.half").type == ElementType::kF16);
    CHECK(checkpoint.tensors.at("blocks.0.brain").type == ElementType::kBF16);
    CHECK(floats(checkpoint, "cls_token") == counted(4));
    CHECK(floats(checkpoint, "blocks.0.half") == counted(6));
    CHECK(floats(checkpoint, "blocks.0.brain") == counted(5));
    CHECK(floats(checkpoint, "parameter") == counted(2));
    CHECK(checkpoint.unpacked.empty());
  }
}

TEST_CASE("tensors of a file are used where they lie") {
  const Opened file = open("state_dict.pth");
  const std::byte* tensor = file.checkpoint.tensors.at("cls_token").bytes.read().data();
  CHECK(tensor > file.bytes.data());
  CHECK(tensor < file.bytes.data() + file.bytes.size());
}

TEST_CASE("views are what they show") {
  for (const char* name : {"views.pth", "views_legacy.pth"}) {
    CAPTURE(name);
    const Opened file = open(name);
    const io::Checkpoint& views = file.checkpoint;
    CHECK(floats(views, "base") == counted(24));
    CHECK(floats(views, "row") == Floats{6, 7, 8, 9, 10, 11});
    CHECK(floats(views, "column") == Floats{2, 8, 14, 20});
    CHECK(floats(views, "block") == Floats{8, 9, 10, 14, 15, 16});
    CHECK(floats(views, "expanded") == Floats{0, 1, 0, 1, 0, 1});
    CHECK(floats(views, "wide") == counted(24));
    CHECK(views.tensors.at("transposed").shape == io::Shape{6, 4});
    CHECK(floats(views, "transposed")[1] == 6.0F);
    CHECK(views.tensors.at("shared").bytes.read().data() ==
          views.tensors.at("base").bytes.read().data());
    CHECK(views.unpacked.size() == 5);
  }
}

TEST_CASE("a training checkpoint is read around what no reader knows") {
  for (const char* name : {"training.pth", "training_legacy.pth"}) {
    CAPTURE(name);
    const Opened file = open(name);
    const io::Checkpoint& training = file.checkpoint;
    CHECK(floats(training, "teacher/module.backbone.weight") == counted(4));
    CHECK(floats(training, "student/weight") == counted(4));
    CHECK(floats(training, "optimizer/state/0/step") == Floats{1});
    CHECK(floats(training, "pair/1") == counted(2));
    CHECK(training.tensors.size() == 12);

    CHECK(training.metadata.at("epoch") == "100");
    CHECK(training.metadata.at("note") == "trained at night");
    CHECK(training.metadata.at("args.arch") == "vit_small");
    CHECK(training.metadata.at("args.patch_size") == "8");
    CHECK(training.metadata.at("args.lr") == "0.0005");
    CHECK(training.metadata.at("args.use_fp16") == "true");
    for (const char* absent : {"best", "random", "long", "kinds", "losses"}) {
      CHECK(training.metadata.count(absent) == 0);
    }
  }
}

TEST_CASE("a whole module that was pickled, and TorchScript's") {
  const Opened pickled = open("module.pth");
  CHECK(pickled.checkpoint.container == io::Container::kPyTorch);
  const Opened scripted = open("scripted.pt");
  CHECK(scripted.checkpoint.container == io::Container::kTorchScript);
  CHECK(scripted.checkpoint.metadata.at("resolution") == "224");
  CHECK(names_of(scripted.checkpoint) ==
        std::vector<std::string>{"blocks.0.count", "blocks.0.weight", "blocks.1.bias",
                                 "blocks.1.weight", "scale", "visual.count", "visual.weight"});
  for (const std::string& name : names_of(scripted.checkpoint)) {
    CAPTURE(name);
    const io::StoredTensor& ours = scripted.checkpoint.tensors.at(name);
    const io::StoredTensor& other = pickled.checkpoint.tensors.at("model/" + name);
    CHECK(ours.type == other.type);
    CHECK(ours.shape == other.shape);
    CHECK(std::equal(ours.bytes.read().begin(), ours.bytes.read().end(), other.bytes.read().begin(),
                     other.bytes.read().end()));
  }
  CHECK(floats(scripted.checkpoint, "visual.weight") == counted(6));
}

TEST_CASE("types without weights are known by name and size, or passed over") {
  const Opened file = open("types.pth");
  CHECK(names_of(file.checkpoint) == std::vector<std::string>{"float8", "unsigned"});
  CHECK(file.checkpoint.tensors.at("float8").type == ElementType::kF8E4M3);
  CHECK(file.checkpoint.tensors.at("unsigned").type == ElementType::kU16);
}

}  // namespace
}  // namespace vitviz::torch
