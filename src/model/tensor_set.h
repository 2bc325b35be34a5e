// SPDX-License-Identifier: Apache-2.0
// The tensors of one model under the names its family gives them: a training checkpoint holds
// several models, with an optimizer's state and a wrapper's prefix before every name.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "io/checkpoint.h"

namespace vitviz::model {

// Which of two models of a self-distillation checkpoint to read.
enum class Branch { kTeacher, kStudent };

// A view: the checkpoint it was made from must outlive it.
struct TensorSet {
  std::string name;  // of the file, for messages
  std::map<std::string, io::StoredTensor, std::less<>> tensors;
  std::vector<std::string> ignored;  // the checkpoint's other tensors, under their full names

  [[nodiscard]] bool has(const std::string& tensor) const { return tensors.count(tensor) > 0; }

  // The tensor's shape; empty where there is no such tensor.
  [[nodiscard]] io::Shape shape(const std::string& tensor) const;
};

// Takes the model out of its wrappers: the dictionary under "model", "state_dict", "teacher", … and
// the prefixes "module.", "backbone.", "encoder.", … that all of its tensors have in common.
[[nodiscard]] TensorSet unwrap(const io::Checkpoint& checkpoint, Branch branch);

}  // namespace vitviz::model
