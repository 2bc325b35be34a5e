// SPDX-License-Identifier: Apache-2.0
#include "model/tensor_set.h"

#include <doctest/doctest.h>

#include "support/thrown_error.h"

namespace vitviz::model {
namespace {

io::Checkpoint with(const std::vector<std::string>& names) {
  io::Checkpoint checkpoint;
  checkpoint.name = "FILE";
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

TEST_CASE("a training with a moving average keeps the student as the model") {
  const auto checkpoint = with({"model/cls_token", "model_ema/cls_token"});
  CHECK(unwrap(checkpoint, Branch::kTeacher).wrapper == "model_ema/");
  CHECK(unwrap(checkpoint, Branch::kStudent).wrapper == "model/");
}

TEST_CASE("the other branch is known where there is one") {
  const auto both = with({"teacher/cls_token", "student/cls_token"});
  CHECK(unwrap(both, Branch::kTeacher).other_branch == "student");
  CHECK(unwrap(both, Branch::kStudent).other_branch == "teacher");
  CHECK(unwrap(with({"cls_token"}), Branch::kTeacher).other_branch.empty());
  CHECK(unwrap(with({"model/cls_token"}), Branch::kStudent).other_branch.empty());
}

TEST_CASE("a teacher is not drawn for the student that is not there") {
  for (const char* name : {"teacher/backbone.cls_token", "model_ema/cls_token"}) {
    CAPTURE(name);
    const auto error = test::error_of([&] { (void)unwrap(with({name}), Branch::kStudent); });
    REQUIRE(error);
    CHECK(std::string(error->what()) == "FILE: holds a teacher, but no student");
    CHECK(error->hint() == "--branch teacher reads it");
  }
  CHECK(unwrap(with({"student/cls_token"}), Branch::kTeacher).wrapper == "student/");
}

TEST_CASE("Hugging Face's tower loses its own prefix, and the head beside it stays") {
  const TensorSet set =
      unwrap(with({"vit.embeddings.cls_token", "classifier.weight"}), Branch::kTeacher);
  CHECK(names_of(set) == std::vector<std::string>{"classifier.weight", "embeddings.cls_token"});
}

}  // namespace
}  // namespace vitviz::model
