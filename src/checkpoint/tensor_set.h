// SPDX-License-Identifier: Apache-2.0
// The tensors of one model under the names its family gives them: a training checkpoint holds
// several models, with an optimizer's state and a wrapper's prefix before every name.
#pragma once

#include <functional>
#include <map>
#include <optional>
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
  std::string wrapper;       // what was removed from the names, as in "teacher/module.backbone."
  std::string other_branch;  // "teacher" or "student" where the file has a second one
  std::optional<int> heads;  // where the shape of a tensor tells
  std::vector<std::string> ignored;  // the checkpoint's other tensors, under their full names

  // Where a name was changed: what the tensor is called in the checkpoint.
  std::map<std::string, std::string, std::less<>> full_names;

  [[nodiscard]] std::string full_name(const std::string& tensor) const;

  // The wrapper less what says nothing about the model: "state_dict/" of "state_dict/module.".
  [[nodiscard]] std::string dictionary() const;

  [[nodiscard]] bool has(const std::string& tensor) const { return tensors.count(tensor) > 0; }

  // Gives every tensor the name that `renamed` returns for it.
  void rename(const std::function<std::string(const std::string&)>& renamed);

  // The tensor's shape; empty where there is no such tensor.
  [[nodiscard]] io::Shape shape(const std::string& tensor) const;
};

// Takes the model out of its wrappers: the dictionary under "model", "state_dict", "teacher", …,
// the prefixes "module.", "backbone.", … before its names, and the model's own before the names of
// its tower in Hugging Face's files ("vit.", "dinov2.", …). Where there is one of several branches
// only, it is taken for the teacher; throws Error(kModel) when the student is asked for instead.
[[nodiscard]] TensorSet unwrap(const io::Checkpoint& checkpoint, Branch branch);

// Takes the model out of whatever else a training framework called the attribute or the dictionary
// that holds it, as in "model_state_dict/net.patch_embed.proj.weight", where it is the only one.
// Not before foreign models are refused: their names tell them apart.
void unwrap_unknown(TensorSet& tensors);

}  // namespace vitviz::checkpoint
