// SPDX-License-Identifier: Apache-2.0
#include "checkpoint/tensor_set.h"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>
#include <utility>

#include "base/argument.h"
#include "checkpoint/name_part.h"
#include "io/model_error.h"

namespace vitviz::checkpoint {
namespace {

// A nested dictionary's names are joined with '/', see io/checkpoint.h.
constexpr char kNesting = '/';

constexpr std::array<std::string_view, 4> kTeacherFirst = {"teacher", "model_ema", "state_dict_ema",
                                                           "student"};
// Trainings with a moving average keep its student as the model: DeiT's, timm's, I-JEPA's.
constexpr std::array<std::string_view, 7> kStudentFirst = {
    "student", "model", "state_dict", "encoder", "teacher", "model_ema", "state_dict_ema"};
constexpr std::array<std::string_view, 6> kOtherWrappers = {
    "model", "state_dict", "module", "target_encoder", "encoder", "params"};

// What distributed training, self-distillation and detection frameworks put before every name.
// Longer ones first: MoCo-v3 keeps two encoders side by side.
constexpr std::array<std::string_view, 7> kTeacherPrefixes = {"module.momentum_encoder.",
                                                              "momentum_encoder.",
                                                              "module.",
                                                              "backbone.",
                                                              "_orig_mod.",
                                                              "teacher.",
                                                              "trunk."};
constexpr std::array<std::string_view, 7> kStudentPrefixes = {
    "module.base_encoder.", "base_encoder.", "module.", "backbone.",
    "_orig_mod.",           "student.",      "trunk."};

// Those of them that say nothing about what the model is.
constexpr std::array<std::string_view, 3> kMeaningless = {"module.", "backbone.", "_orig_mod."};

// The patch embedding of every family: what stands before it in a name stands before all others.
constexpr std::array<std::string_view, 9> kPatchEmbeddings = {
    "patch_embed.proj.weight",
    "embeddings.patch_embeddings.projection.weight",
    "embeddings.patch_embeddings.weight",
    "embeddings.patch_embedding.weight",
    "vision_embed.proj.weight",
    "visual.conv1.weight",
    "conv_proj.weight",
    "embeds.proj.weight",
    "embedding/kernel"};

// The tower's own prefix in Hugging Face's files; heads and decoders beside it have none.
constexpr std::array<std::string_view, 10> kTowers = {"beit3.",        "vit.",
                                                      "deit.",         "dinov2.",
                                                      "beit.",         "ijepa.",
                                                      "vision_model.", "data2vec_vision.",
                                                      "dinov3_vit.",   "dinov2_with_registers."};

using Tensors = std::map<std::string, io::StoredTensor, std::less<>>;
using FullNames = std::map<std::string, std::string, std::less<>>;

// Keeps the tensors whose name starts with `prefix`, without it; the others are ignored.
void keep(std::string_view prefix, TensorSet& set) {
  Tensors kept;
  FullNames full_names;
  for (auto& [name, tensor] : set.tensors) {
    if (name.starts_with(prefix)) {
      const std::string rest = name.substr(prefix.size());
      full_names[rest] = set.full_name(name);
      kept.emplace(rest, std::move(tensor));
    } else {
      set.ignored.push_back(set.wrapper + name);
    }
  }
  set.tensors = std::move(kept);
  set.full_names = std::move(full_names);
  set.wrapper += prefix;
}

bool any_starts_with(const Tensors& tensors, std::string_view prefix) {
  const auto found = tensors.lower_bound(prefix);
  return found != tensors.end() && found->first.starts_with(prefix);
}

template <typename Prefixes>
bool keep_first_present(const Prefixes& prefixes, bool nested, TensorSet& set) {
  for (const std::string_view name : prefixes) {
    const std::string prefix = nested ? std::string(name) + kNesting : std::string(name);
    if (any_starts_with(set.tensors, prefix)) {
      keep(prefix, set);
      return true;
    }
  }
  return false;
}

// "net.vit." → "net.": a tower's prefix is no wrapper, the classifier beside the tower has none.
std::string before_tower(std::string prefix) {
  for (const std::string_view tower : kTowers) {
    if (prefix.ends_with(tower)) return prefix.substr(0, prefix.size() - tower.size());
  }
  return prefix;
}

// What stands before the patch embeddings of the models in this set: "model.", "net/encoder.", ….
std::set<std::string> prefixes_of_models(const TensorSet& set) {
  std::set<std::string> prefixes;
  for (const auto& [name, tensor] : set.tensors) {
    for (const std::string_view embedding : kPatchEmbeddings) {
      if (!name.ends_with(embedding)) continue;
      const std::string prefix = name.substr(0, name.size() - embedding.size());
      const bool whole_words = prefix.empty() || prefix.back() == '.' || prefix.back() == kNesting;
      if (whole_words) prefixes.insert(before_tower(prefix));
    }
  }
  return prefixes;
}

void remove_tower(std::string_view tower, TensorSet& set) {
  if (!any_starts_with(set.tensors, tower)) return;
  set.rename([&](const std::string& name) {
    return name.starts_with(tower) ? name.substr(tower.size()) : name;
  });
}

TensorSet unwrap_branch(const io::Checkpoint& checkpoint, Branch branch) {
  TensorSet set;
  set.name = checkpoint.name;
  set.tensors = checkpoint.tensors;
  set.container = checkpoint.container;
  const bool teacher = branch == Branch::kTeacher;
  const auto& prefixes = teacher ? kTeacherPrefixes : kStudentPrefixes;
  const auto keep_branch = [&] {
    return teacher ? keep_first_present(kTeacherFirst, /*nested=*/true, set)
                   : keep_first_present(kStudentFirst, /*nested=*/true, set);
  };
  while (keep_branch() || keep_first_present(kOtherWrappers, /*nested=*/true, set) ||
         keep_first_present(prefixes, /*nested=*/false, set)) {
  }
  return set;
}

bool is_teacher(const TensorSet& set) {
  return has_part(set.wrapper, "teacher") || has_part(set.wrapper, "model_ema") ||
         has_part(set.wrapper, "state_dict_ema");
}

}  // namespace

void TensorSet::rename(const std::function<std::string(const std::string&)>& renamed) {
  Tensors result;
  FullNames names;
  for (auto& [old_name, tensor] : tensors) {
    const std::string new_name = renamed(old_name);
    if (new_name != old_name || full_names.count(old_name) > 0) {
      names[new_name] = full_name(old_name);
    }
    result.emplace(new_name, std::move(tensor));
  }
  tensors = std::move(result);
  full_names = std::move(names);
}

std::string TensorSet::full_name(const std::string& tensor) const {
  const auto found = full_names.find(tensor);
  return found == full_names.end() ? tensor : found->second;
}

std::string TensorSet::dictionary() const {
  std::string rest = wrapper;
  for (const std::string_view prefix : kMeaningless) {
    for (std::size_t at = rest.find(prefix); at != std::string::npos; at = rest.find(prefix)) {
      rest.erase(at, prefix.size());
    }
  }
  return rest;
}

io::Shape TensorSet::shape(const std::string& tensor) const {
  const auto found = tensors.find(tensor);
  return found == tensors.end() ? io::Shape{} : found->second.shape;
}

TensorSet unwrap(const io::Checkpoint& checkpoint, Branch branch) {
  const bool teacher = branch == Branch::kTeacher;
  TensorSet set = unwrap_branch(checkpoint, branch);
  const Branch other = teacher ? Branch::kStudent : Branch::kTeacher;
  if (unwrap_branch(checkpoint, other).wrapper != set.wrapper) {
    set.other_branch = teacher ? "student" : "teacher";
  } else if (!teacher && is_teacher(set)) {
    io::fail_model(set.name, "holds a teacher, but no student",
                   base::argument("branch") + " teacher reads it");
  }
  for (const std::string_view tower : kTowers) remove_tower(tower, set);
  return set;
}

void unwrap_unknown(TensorSet& set) {
  const std::set<std::string> prefixes = prefixes_of_models(set);
  if (prefixes.size() != 1 || prefixes.begin()->empty()) return;
  keep(*prefixes.begin(), set);
  for (const std::string_view tower : kTowers) remove_tower(tower, set);
}

}  // namespace vitviz::checkpoint
