// SPDX-License-Identifier: Apache-2.0
#include "checkpoint/tensor_reader.h"

#include <limits>
#include <list>

#include <doctest/doctest.h>

#include "base/error.h"

namespace vitviz::checkpoint {
namespace {

// A checkpoint whose tensors live in the test.
class Fixture {
 public:
  Fixture() { tensors.name = "a.safetensors"; }

  void add(const std::string& name, const io::Shape& shape, const std::vector<float>& values) {
    const auto bytes = std::as_bytes(std::span(kept_.emplace_back(values)));
    tensors.tensors[name] = {tensor::ElementType::kF32, shape, bytes};
  }

  TensorSet tensors;

 private:
  std::list<std::vector<float>> kept_;
};

std::string problems_of(const TensorReader& reader) {
  try {
    reader.throw_problems("a ViT");
  } catch (const base::Error& error) {
    CHECK(error.code() == base::ErrorCode::kModel);
    return error.what();
  }
  return "";
}

TEST_CASE("a matrix keeps its rows whatever dimensions the file gives it") {
  Fixture fixture;
  fixture.add("w", {2, 1, 1, 2}, {1, 2, 3, 4});
  TensorReader reader(fixture.tensors);
  const tensor::Matrix got = reader.matrix("w", {2, 1, 1, 2}, 2);
  CHECK(got.rows() == 2);
  CHECK(got(1, 0) == 3);
  CHECK(problems_of(reader).empty());
  CHECK(reader.unused().empty());
}

TEST_CASE("all missing, misshaped, unreadable and broken tensors are named at once") {
  Fixture fixture;
  fixture.add("short", {3}, {1, 2, 3});
  fixture.add("nan", {1}, {std::numeric_limits<float>::quiet_NaN()});
  fixture.add("counter", {1}, {0});
  fixture.tensors.tensors["counter"].type = tensor::ElementType::kI32;
  TensorReader reader(fixture.tensors);
  static_cast<void>(reader.vector("absent", 4));
  static_cast<void>(reader.vector("absent", 4));
  static_cast<void>(reader.vector("short", 4));
  static_cast<void>(reader.vector("nan", 1));
  static_cast<void>(reader.vector("counter", 1));
  CHECK(problems_of(reader) ==
        "a.safetensors: looks like a ViT, but does not fit:\n"
        "  'absent' is missing, expected [4]\n"
        "  'short' is [3], expected [4]\n"
        "  'counter' is stored as I32, expected F32, F16, BF16 or F64");
}

TEST_CASE("what is not finite is named where all else fits") {
  Fixture fixture;
  for (const char* name : {"nan", "infinite"}) {
    fixture.add(name, {2}, {1, std::numeric_limits<float>::infinity()});
    fixture.tensors.full_names[name] = std::string("model/") + name;
  }
  TensorReader reader(fixture.tensors, Values::kChecked);
  CHECK(reader.vector("nan", 2).size() == 0);
  static_cast<void>(reader.vector("infinite", 2));
  CHECK(problems_of(reader) ==
        "a.safetensors: holds numbers that are not finite, in:\n"
        "  'model/infinite'\n"
        "  'model/nan'");
}

TEST_CASE("a layer of unreadable weights still takes its bias") {
  Fixture fixture;
  fixture.add("a.weight", {2, 2}, {1, 2, 3, 4});
  fixture.add("a.bias", {2}, {1, 2});
  fixture.tensors.tensors["a.weight"].type = tensor::ElementType::kI32;
  TensorReader reader(fixture.tensors);
  static_cast<void>(reader.linear("a", 2, 2));
  CHECK(reader.unused().empty());
  CHECK(problems_of(reader) ==
        "a.safetensors: looks like a ViT, but does not fit:\n"
        "  'a.weight' is stored as I32, expected F32, F16, BF16 or F64");
}

TEST_CASE("a missing layer asks for no memory, however large it would be") {
  Fixture fixture;
  TensorReader reader(fixture.tensors);
  static_cast<void>(reader.linear("w", 1 << 30, 1 << 30));
  static_cast<void>(reader.linear("qkv", 1 << 30, 1 << 30, Bias::kRequired, {2, 3}));
  CHECK(problems_of(reader).find("'qkv.weight' is missing, expected [3221225472, 1073741824]") !=
        std::string::npos);
}

TEST_CASE("unused tensors are those nobody took") {
  Fixture fixture;
  fixture.add("a", {1}, {1});
  fixture.add("b", {1}, {1});
  TensorReader reader(fixture.tensors);
  static_cast<void>(reader.vector("b", 1));
  CHECK(reader.unused() == std::vector<std::string>{"a"});
}

}  // namespace
}  // namespace vitviz::checkpoint
