// SPDX-License-Identifier: Apache-2.0
// Names and limits of what a pickle leads to. What PyTorch itself writes is in pytorch_test.cpp.
#include "torch/pickled_checkpoint.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "support/pickle_bytes.h"
#include "support/thrown_error.h"

namespace vitviz::torch {
namespace {

using namespace std::string_literals;
using test::contains;
using test::dict;
using test::get;
using test::global;
using test::integer;
using test::list;
using test::object;
using test::put;
using test::text;

using Names = std::vector<std::string>;
using Metadata = decltype(io::Checkpoint::metadata);

// A tensor of two bytes.
const std::string kTensor = test::tensor(test::storage("ByteStorage", "0", 2), 0, {2}, {1});

io::Checkpoint collected(const std::string& value) {
  static const std::vector<std::byte> storage(2);
  io::Checkpoint checkpoint;
  checkpoint.name = "file";
  const std::string bytes = value + ".";
  const Pickle pickle = test::parsed(bytes);
  UnpackedBytes unpacked(checkpoint.unpacked, 0, checkpoint.name);
  collect_pickled(
      *pickle.root, [](const PickledStorage&) { return std::span(storage); }, unpacked, checkpoint);
  return checkpoint;
}

Names names_in(const std::string& value) {
  Names names;
  for (const auto& [name, tensor] : collected(value).tensors) names.push_back(name);
  return names;
}

std::string refusal(const std::string& value) {
  const auto error = test::error_of([&] { static_cast<void>(collected(value)); });
  return error ? error->what() : "accepted";
}

TEST_CASE("keys of nested dicts are joined by slashes, numbers and places among them") {
  CHECK(names_in(dict({text("a"), kTensor})) == Names{"a"});
  CHECK(names_in(dict({text("model"), dict({text("a.b"), kTensor, integer(-7), kTensor})})) ==
        Names{"model/-7", "model/a.b"});
  CHECK(names_in(dict({text("all"), list({kTensor, list({kTensor}), "N"})})) ==
        Names{"all/0", "all/1/0"});
  CHECK(names_in(dict({"N", kTensor, "]", kTensor})).empty());
}

TEST_CASE("modules of TorchScript are joined by dots") {
  const std::string type = global("__torch__.a", "Module");
  const std::string inner = object(type, dict({text("w"), kTensor}));
  const std::string outer = object(type, dict({text("visual"), inner, text("scale"), kTensor}));
  CHECK(names_in(outer) == Names{"scale", "visual.w"});
  CHECK(names_in(dict({text("model"), outer})) == Names{"model/scale", "model/visual.w"});
}

TEST_CASE("a pickled module is its parameters, buffers and modules") {
  const std::string type = global("my.models", "Model");
  const std::string inner = object(
      type, dict({text("_parameters"), dict({text("w"), kTensor}), text("_modules"), dict({})}));
  const std::string outer =
      object(type, dict({text("training"), "\x88", text("_buffers"), dict({text("b"), kTensor}),
                         text("_modules"), dict({text("0"), inner}), text("stray"), kTensor}));
  CHECK(names_in(outer) == Names{"0.w", "b"});
}

TEST_CASE("a module's class may come with its source") {
  const std::string type =
      test::tuple({text("module"), global("__torch__", "M"), text("model.py"), text("class M")}) +
      "Q";
  CHECK(names_in(object(type, dict({text("w"), kTensor}))) == Names{"w"});
}

TEST_CASE("foreign objects are dicts where they are filled as such, and notes otherwise") {
  const std::string filled =
      object(global("easydict", "EasyDict"), "}") + text("w") + kTensor + "s";
  CHECK(names_in(filled) == Names{"w"});

  const std::string args =
      object(global("argparse", "Namespace"),
             dict({text("lr"), "G\x3f\xe8\0\0\0\0\0\0"s, text("w"), kTensor, text("l"), "]"}));
  const io::Checkpoint checkpoint = collected(dict({text("args"), args}));
  CHECK(checkpoint.tensors.empty());
  CHECK(checkpoint.metadata == Metadata{{"args.lr", "0.75"}});
}

TEST_CASE("numbers and short texts in dicts become metadata") {
  const io::Checkpoint checkpoint = collected(dict({
      text("epoch"),
      integer(100),
      text("arch"),
      text("vit"),
      text("flag"),
      "\x89",
      text("nested"),
      dict({text("x"), integer(1)}),
      text("long"),
      text(std::string(kMaxMetadataBytes + 1, 'x')),
      text("none"),
      "N",
      text("binary"),
      text("\xff"),
      text("\xff"),
      integer(1),
      text("losses"),
      list({integer(1)}),
  }));
  CHECK(checkpoint.metadata ==
        Metadata{{"arch", "vit"}, {"epoch", "100"}, {"flag", "false"}, {"nested/x", "1"}});
}

TEST_CASE("metadata beyond the limit is left out") {
  test::Pieces pieces;
  for (std::size_t i = 0; i < kMaxMetadata + 5; ++i) {
    pieces.insert(pieces.end(), {integer(static_cast<std::int64_t>(i)), "\x88"});
  }
  CHECK(collected(dict(pieces)).metadata.size() == kMaxMetadata);
}

TEST_CASE("a dict that contains itself is visited once") {
  const std::string cycle =
      "}"s + put(0) + "("s + text("self") + get(0) + text("w") + kTensor + "u";
  CHECK(names_in(cycle) == Names{"w"});
  const std::string row = "]"s + put(0) + "("s + get(0) + kTensor + "e";
  CHECK(names_in(row) == Names{"1"});
}

TEST_CASE("a dict under two keys gives its tensors twice") {
  const std::string shared = dict({text("w"), kTensor}) + put(0);
  CHECK(names_in(dict({text("a"), shared, text("b"), get(0)})) == Names{"a/w", "b/w"});
}

// Dicts of which each contains the next one twice.
std::string doubling(std::uint32_t depth) {
  std::string value = dict({}) + put(0);
  for (std::uint32_t i = 0; i < depth; ++i) {
    value = dict({text("a"), value, text("b"), get(i)}) + put(i + 1);
  }
  return value;
}

TEST_CASE("dicts that multiply are refused before they fill the memory") {
  CHECK(refusal(doubling(10)) == "accepted");
  CHECK(refusal(doubling(40)) == "file: its dicts contain one another too often");
}

TEST_CASE("tensors that multiply are refused, too") {
  std::string value = dict({text("w"), kTensor}) + put(0);
  for (std::uint32_t i = 0; i < 20; ++i) {
    value = dict({text("a"), value, text("b"), get(i)}) + put(i + 1);
  }
  CHECK(refusal(value) == fmt::format("file: it holds more than {} tensors", kMaxPickledTensors));
}

TEST_CASE("tensors under one name are all counted") {
  std::string value = dict({text(""), kTensor}) + put(0);
  for (std::uint32_t i = 0; i < 5; ++i) {
    test::Pieces copies;
    for (int copy = 0; copy < 10; ++copy) copies.insert(copies.end(), {text(""), get(i)});
    value = value + "0" + dict(copies) + put(i + 1);
  }
  CHECK(refusal(value) == fmt::format("file: it holds more than {} tensors", kMaxPickledTensors));
}

TEST_CASE("many long names are refused") {
  const std::string long_name(io::kMaxTensorNameBytes / 2, 'x');
  std::string value = dict({text(long_name), kTensor}) + put(0);
  for (std::uint32_t i = 0; i < 14; ++i) {
    value = dict({text("a"), value, text("b"), get(i)}) + put(i + 1);
  }
  CHECK(refusal(value) == "file: the names of its tensors take more than 8388608 bytes");
}

TEST_CASE("a large state shared by many objects is work that is counted") {
  test::Pieces pieces;
  for (int i = 0; i < 5000; ++i) pieces.insert(pieces.end(), {integer(i), "N"});
  const std::string type = global("my", "Model") + put(1);
  std::string objects = object(type, dict(pieces) + put(0));
  for (int i = 0; i < 5000; ++i) objects += object(get(1), get(0));
  CHECK(refusal("]("s + objects + "e") == "file: its dicts contain one another too often");
}

TEST_CASE("nesting without end and names without end are refused") {
  std::string deep = kTensor;
  for (std::size_t i = 0; i < kMaxPickleDepth; ++i) deep = dict({text("a"), deep});
  CHECK(refusal(deep) == "accepted");
  CHECK(refusal(dict({text("a"), deep})) == "file: its dicts are nested more than 64 deep");

  const std::string long_name(io::kMaxTensorNameBytes, 'x');
  CHECK(
      contains(refusal(dict({text(long_name), kTensor})), "is a longer name than any of a model"));
  CHECK(refusal(dict({text(long_name), integer(1)})) == "accepted");
}

TEST_CASE("a tensor's name is text") {
  CHECK(contains(refusal(dict({text("\xff"), kTensor})), "is no UTF-8"));
}

}  // namespace
}  // namespace vitviz::torch
