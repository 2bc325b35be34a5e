// SPDX-License-Identifier: Apache-2.0
#include "checkpoint/tensor_set.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <string_view>
#include <utility>

#include <fmt/format.h>
#include <fnmatch.h>

#include "base/argument.h"
#include "checkpoint/network_prefix.h"
#include "io/model_error.h"
#include "io/name_part.h"

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

// As their authors evaluate them: MoCo-v3's base encoder, of others the teacher.
constexpr std::array<std::string_view, 7> kUsualPrefixes = {
    "module.base_encoder.", "base_encoder.", "module.", "backbone.",
    "_orig_mod.",           "teacher.",      "trunk."};

// Those of them that say nothing about what the model is.
constexpr std::array<std::string_view, 3> kMeaningless = {"module.", "backbone.", "_orig_mod."};

using Tensors = std::map<std::string, io::StoredTensor, std::less<>>;
using FullNames = std::map<std::string, std::string, std::less<>>;

bool any_starts_with(const Tensors& tensors, std::string_view prefix) {
  const auto found = tensors.lower_bound(prefix);
  return found != tensors.end() && found->first.starts_with(prefix);
}

// A dictionary or a prefix that holds no network is none of the network's, where another has one.
bool may_hold_network(std::string_view prefix, const TensorSet& set) {
  return any_starts_with(set.tensors, prefix) &&
         (has_patch_embedding(set, prefix) || !has_patch_embedding(set, ""));
}

template <typename Prefixes>
bool keep_first_present(const Prefixes& prefixes, bool nested, TensorSet& set) {
  for (const std::string_view name : prefixes) {
    const std::string prefix = nested ? std::string(name) + kNesting : std::string(name);
    if (!may_hold_network(prefix, set)) continue;
    set.keep(prefix);
    return true;
  }
  return false;
}

const std::array<std::string_view, 7>& prefixes_of(std::optional<Branch> branch) {
  if (!branch) return kUsualPrefixes;
  return *branch == Branch::kTeacher ? kTeacherPrefixes : kStudentPrefixes;
}

TensorSet unwrap_branch(const io::Checkpoint& checkpoint, std::optional<Branch> branch) {
  TensorSet set;
  set.name = checkpoint.name;
  set.tensors = checkpoint.tensors;
  set.container = checkpoint.container;
  const bool student = branch == Branch::kStudent;
  const auto keep_branch = [&] {
    return student ? keep_first_present(kStudentFirst, /*nested=*/true, set)
                   : keep_first_present(kTeacherFirst, /*nested=*/true, set);
  };
  while (keep_branch() || keep_first_present(kOtherWrappers, /*nested=*/true, set) ||
         keep_first_present(prefixes_of(branch), /*nested=*/false, set)) {
  }
  return set;
}

// Whether the checkpoint has another model for `branch` than `set`; the set then knows of it.
bool note_other(const io::Checkpoint& checkpoint, Branch branch, TensorSet& set) {
  const TensorSet other = unwrap_branch(checkpoint, branch);
  if (other.wrapper == set.wrapper) return false;
  set.other_branch = branch == Branch::kTeacher ? "teacher" : "student";
  set.other_wrapper = other.wrapper;
  return true;
}

bool is_teacher(const TensorSet& set) {
  return io::has_part(set.wrapper, "teacher") || io::has_part(set.wrapper, "model_ema") ||
         io::has_part(set.wrapper, "state_dict_ema");
}

}  // namespace

void TensorSet::keep(std::string_view prefix) {
  Tensors kept;
  FullNames names;
  for (auto& [full, tensor] : tensors) {
    if (full.starts_with(prefix)) {
      const std::string rest = full.substr(prefix.size());
      names[rest] = full_name(full);
      kept.emplace(rest, std::move(tensor));
    } else {
      ignored.push_back(wrapper + full);
    }
  }
  tensors = std::move(kept);
  full_names = std::move(names);
  wrapper += prefix;
}

void TensorSet::set_aside(const std::function<bool(const std::string&)>& is_beside) {
  for (auto it = tensors.begin(); it != tensors.end();) {
    const bool beside = is_beside(it->first);
    if (beside) ignored.push_back(full_name(it->first));
    it = beside ? tensors.erase(it) : std::next(it);
  }
}

void TensorSet::ignore(const std::string& pattern) {
  const auto is_named = [&](const std::string& tensor) {
    return fnmatch(pattern.c_str(), tensor.c_str(), /*flags=*/0) == 0;
  };
  const std::size_t before = ignored.size();
  set_aside(
      [&](const std::string& tensor) { return is_named(tensor) || is_named(full_name(tensor)); });
  const bool any = ignored.size() > before;
  if (any || std::any_of(ignored.begin(), ignored.end(), is_named)) return;
  io::fail_model(name,
                 fmt::format("has no tensor that {} {} names", base::argument("ignore"),
                             io::in_quotes(pattern)),
                 "'vitviz inspect' lists the tensors of a model that can be read");
}

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

TensorSet unwrap(const io::Checkpoint& checkpoint, std::optional<Branch> branch) {
  TensorSet set = unwrap_branch(checkpoint, branch);
  const bool has_other =
      (branch != Branch::kStudent && note_other(checkpoint, Branch::kStudent, set)) ||
      (branch != Branch::kTeacher && note_other(checkpoint, Branch::kTeacher, set));
  if (!has_other && branch == Branch::kStudent && is_teacher(set)) {
    io::fail_model(set.name, "holds a teacher, but no student",
                   base::argument("branch") + " teacher reads it");
  }
  separate_towers(set);
  return set;
}

}  // namespace vitviz::checkpoint
