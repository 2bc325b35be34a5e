// SPDX-License-Identifier: Apache-2.0
#include "model/tensor_set.h"

#include <doctest/doctest.h>

namespace vitviz::model {
namespace {

io::Checkpoint with(const std::vector<std::string>& names) {
  io::Checkpoint checkpoint;
  for (const std::string& name : names) checkpoint.tensors[name] = {};
  return checkpoint;
}

std::vector<std::string> names_of(const TensorSet& set) {
  std::vector<std::string> names;
  for (const auto& [name, tensor] : set.tensors) names.push_back(name);
  return names;
}

TEST_CASE("a bare backbone stays as it is") {
  const TensorSet set = unwrap(with({"cls_token", "norm.bias"}), Branch::kTeacher);
  CHECK(names_of(set) == std::vector<std::string>{"cls_token", "norm.bias"});
  CHECK(set.wrapper.empty());
  CHECK(set.ignored.empty());
}

TEST_CASE("teacher and student of a training checkpoint") {
  const auto checkpoint = with({"teacher/backbone.cls_token", "teacher/head.mlp.weight",
                                "student/module.backbone.cls_token", "dino_loss/center"});
  const TensorSet teacher = unwrap(checkpoint, Branch::kTeacher);
  CHECK(names_of(teacher) == std::vector<std::string>{"cls_token"});
  CHECK(teacher.wrapper == "teacher/backbone.");
  CHECK(teacher.ignored.size() == 3);
  const TensorSet student = unwrap(checkpoint, Branch::kStudent);
  CHECK(names_of(student) == std::vector<std::string>{"cls_token"});
  CHECK(student.wrapper == "student/module.backbone.");
}

TEST_CASE("MoCo-v3 keeps two encoders side by side") {
  const auto checkpoint = with(
      {"state_dict/module.base_encoder.cls_token", "state_dict/module.momentum_encoder.cls_token"});
  CHECK(unwrap(checkpoint, Branch::kTeacher).wrapper == "state_dict/module.momentum_encoder.");
  CHECK(unwrap(checkpoint, Branch::kStudent).wrapper == "state_dict/module.base_encoder.");
}

TEST_CASE("Hugging Face's tower loses its own prefix, and the head beside it stays") {
  const TensorSet set =
      unwrap(with({"vit.embeddings.cls_token", "classifier.weight"}), Branch::kTeacher);
  CHECK(names_of(set) == std::vector<std::string>{"classifier.weight", "embeddings.cls_token"});
}

}  // namespace
}  // namespace vitviz::model
