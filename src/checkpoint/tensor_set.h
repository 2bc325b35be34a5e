// SPDX-License-Identifier: Apache-2.0
// The tensors of one model under the names its family gives them: a training checkpoint holds
// several models, with an optimizer's state and a wrapper's prefix before every name.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "io/checkpoint.h"

namespace vitviz::checkpoint {

// Which of two models of a self-distillation checkpoint to read.
enum class Branch { kTeacher, kStudent };

// A view: the checkpoint it was made from must outlive it.
struct TensorSet {
  std::string name;  // of the file, for messages
  std::map<std::string, io::StoredTensor, std::less<>> tensors;
  io::Container container = io::Container::kSafetensors;
  std::string wrapper;        // what was removed from the names, as in "teacher/module.backbone."
  std::string other_branch;   // "teacher" or "student" where the file has a second one
  std::string other_wrapper;  // and what stands before the names of that one
  std::optional<int> heads;   // where the shape of a tensor tells
  std::vector<std::string> ignored;  // the checkpoint's other tensors, under their full names
  std::set<std::string, std::less<>> outside;  // of `tensors`, those beside the network's tower
  std::vector<std::string> problems;           // found before anything is read
  std::string unread_architecture;  // as its config.json calls it, where vitviz does not know it

  // Where a name was changed: what the tensor is called in the checkpoint.
  std::map<std::string, std::string, std::less<>> full_names;

  [[nodiscard]] std::string full_name(const std::string& tensor) const;

  // The wrapper less what says nothing about the model: "state_dict/" of "state_dict/module.".
  [[nodiscard]] std::string dictionary() const;

  [[nodiscard]] bool has(const std::string& tensor) const { return tensors.count(tensor) > 0; }

  // Keeps the tensors whose name starts with `prefix`, without it; the others are ignored.
  void keep(std::string_view prefix);

  // The tensors whose names `is_beside` accepts are ignored from now on.
  void set_aside(const std::function<bool(const std::string&)>& is_beside);

  // Leaves out the tensors that `pattern` names, a glob of names here or in the checkpoint. Throws
  // Error(kModel) where it names none.
  void ignore(const std::string& pattern);

  // Gives every tensor the name that `renamed` returns for it.
  void rename(const std::function<std::string(const std::string&)>& renamed);

  // The tensor's shape; empty where there is no such tensor.
  [[nodiscard]] io::Shape shape(const std::string& tensor) const;
};

// Takes the model out of its wrappers: the dictionary under "model", "state_dict", "teacher", …,
// the prefixes "module.", "backbone.", … before its names, and the model's own before the names of
// its tower in Hugging Face's files ("vit.", "dinov2.", …). Of two branches, no `branch` takes the
// one that the authors evaluate: the teacher, but MoCo-v3's base encoder. Where there is one of
// several branches only, it is taken for the teacher; throws Error(kModel) when the student is
// asked for instead.
[[nodiscard]] TensorSet unwrap(const io::Checkpoint& checkpoint, std::optional<Branch> branch);

}  // namespace vitviz::checkpoint
