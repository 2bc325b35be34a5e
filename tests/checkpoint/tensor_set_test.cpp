// SPDX-License-Identifier: Apache-2.0
#include "checkpoint/tensor_set.h"

#include <doctest/doctest.h>

#include "checkpoint/network_prefix.h"
#include "support/thrown_error.h"

namespace vitviz::checkpoint {
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

TEST_CASE("timm's training keeps the moving average beside the model, I-JEPA its target encoder") {
  const auto timm = with({"state_dict/cls_token", "state_dict_ema/cls_token"});
  CHECK(unwrap(timm, Branch::kTeacher).wrapper == "state_dict_ema/");
  CHECK(unwrap(timm, Branch::kStudent).wrapper == "state_dict/");
  const auto ijepa = with({"encoder/module.pos_embed", "target_encoder/module.pos_embed"});
  CHECK(unwrap(ijepa, Branch::kTeacher).wrapper == "target_encoder/module.");
  CHECK(unwrap(ijepa, Branch::kStudent).wrapper == "encoder/module.");
}

TEST_CASE("what says nothing about the model is no part of its dictionary") {
  TensorSet set;
  set.wrapper = "state_dict/_orig_mod.module.";
  CHECK(set.dictionary() == "state_dict/");
  set.wrapper = "module.backbone.";
  CHECK(set.dictionary().empty());
  set.wrapper = "model/net.";
  CHECK(set.dictionary() == "model/net.");
}

std::vector<std::string> unwrapped_unknown(const std::vector<std::string>& names) {
  TensorSet set = unwrap(with(names), Branch::kTeacher);
  unwrap_unknown(set);
  return names_of(set);
}

TEST_CASE("whatever stands before the only patch embedding stands before the whole model") {
  const std::vector<std::string> plain = {"cls_token", "patch_embed.proj.weight"};
  for (const std::string prefix : {"state_dict/model.", "model_state_dict/", "net.encoder.",
                                   "visual.trunk.", "state_dict/module.image_encoder."}) {
    CAPTURE(prefix);
    CHECK(unwrapped_unknown(
              {prefix + "cls_token", prefix + "patch_embed.proj.weight", "text.weight"}) == plain);
  }
  CHECK(unwrapped_unknown({"net.vit.embeddings.patch_embeddings.projection.weight",
                           "net.classifier.weight", "other.weight"}) ==
        std::vector<std::string>{"classifier.weight",
                                 "embeddings.patch_embeddings.projection.weight"});
}

TEST_CASE("of several models, and of names that only end alike, none is chosen") {
  const std::vector<std::string> two = {"a.patch_embed.proj.weight", "b.patch_embed.proj.weight"};
  CHECK(unwrapped_unknown(two) == two);
  const std::vector<std::string> other = {"decoder_patch_embed.proj.weight"};
  CHECK(unwrapped_unknown(other) == other);
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
    CHECK(error->hint() == "branch teacher reads it");
  }
  CHECK(unwrap(with({"student/cls_token"}), Branch::kTeacher).wrapper == "student/");
}

TEST_CASE("Hugging Face's tower loses its own prefix, and the head beside it stays") {
  const TensorSet set =
      unwrap(with({"vit.embeddings.cls_token", "classifier.weight"}), Branch::kTeacher);
  CHECK(names_of(set) == std::vector<std::string>{"classifier.weight", "embeddings.cls_token"});
}

}  // namespace
}  // namespace vitviz::checkpoint
