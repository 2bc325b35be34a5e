// SPDX-License-Identifier: Apache-2.0
#include "families/nearest_family.h"

#include <fmt/format.h>

#include "checkpoint/key_tensors.h"
#include "checkpoint/misfit.h"
#include "io/model_error.h"

namespace vitviz::families {
namespace {

// Fewer names may agree by chance: language models have blocks as well.
constexpr std::size_t kFewestPresent = 2;

struct Likeness {
  const Family* family = nullptr;
  std::size_t present = 0;           // of the tensors that show the family
  std::vector<std::string> missing;  // the others
};

// The key tensors, CLS and the first block's queries.
std::vector<std::string> telling_tensors(const checkpoint::TensorSet& tensors,
                                         const Family& family) {
  std::vector<std::string> names = checkpoint::key_tensors(tensors, family);
  if (!family.names.cls.empty()) names.emplace_back(family.names.cls);
  const BlockNames& block = family.names.in_block;
  const std::string_view queries = block.query.empty() ? block.qkv : block.query;
  names.push_back(checkpoint::block_prefix(family.names, 0) + std::string(queries) + ".weight");
  return names;
}

Likeness likeness_to(const Family& family, checkpoint::TensorSet tensors) {
  if (family.prepare != nullptr) family.prepare(tensors);
  const std::vector<std::string> names = telling_tensors(tensors, family);
  std::vector<std::string> missing = checkpoint::missing_of(tensors, names);
  return {&family, names.size() - missing.size(), std::move(missing)};
}

// Of two that are as like, the plainer one: it comes later.
Likeness find_nearest(const checkpoint::TensorSet& tensors,
                      std::span<const FamilyChoice> families) {
  Likeness nearest;
  for (const FamilyChoice family : families) {
    Likeness likeness = likeness_to(family(), tensors);
    const bool as_like =
        likeness.present == nearest.present && likeness.missing.size() <= nearest.missing.size();
    if (likeness.present > nearest.present || as_like) nearest = std::move(likeness);
  }
  return nearest;
}

// What stands before the name of a patch embedding, as in "net/patch_embed.proj.weight"; empty
// where there is none such.
std::string prefix_of_patches(const checkpoint::TensorSet& tensors,
                              std::span<const FamilyChoice> families) {
  for (const FamilyChoice family : families) {
    const std::string weight = std::string(family().names.patch_embedding) + ".weight";
    for (const auto& [name, stored] : tensors.tensors) {
      if (name.ends_with("." + weight) || name.ends_with("/" + weight)) {
        return name.substr(0, name.size() - weight.size());
      }
    }
  }
  return "";
}

checkpoint::TensorSet behind(const std::string& prefix, const checkpoint::TensorSet& tensors) {
  checkpoint::TensorSet part;
  part.container = tensors.container;
  for (const auto& [name, stored] : tensors.tensors) {
    if (name.starts_with(prefix)) part.tensors.emplace(name.substr(prefix.size()), stored);
  }
  return part;
}

// The family of what stands behind the prefix; null where that is none either.
const Family* family_behind(const std::string& prefix, const checkpoint::TensorSet& tensors,
                            const checkpoint::Facts& facts,
                            std::span<const FamilyChoice> families) {
  const checkpoint::TensorSet part = behind(prefix, tensors);
  for (const FamilyChoice family : families) {
    if (!family().matches(part, facts)) continue;
    return likeness_to(family(), part).missing.empty() ? &family() : nullptr;
  }
  return nullptr;
}

[[noreturn]] void refuse_unknown(const checkpoint::TensorSet& tensors,
                                 const checkpoint::Facts& facts) {
  std::string problem =
      fmt::format("no family of Vision Transformers has its {} tensors, the first is {}",
                  tensors.tensors.size(), io::in_quotes(tensors.tensors.begin()->first));
  if (facts.model_type) {
    problem += fmt::format("; its config.json says {}", io::in_quotes(*facts.model_type));
  }
  io::fail_model(tensors.name, problem,
                 "the README's section on models lists the families that vitviz reads");
}

}  // namespace

void refuse_unrecognised(const checkpoint::TensorSet& tensors, const checkpoint::Facts& facts,
                         std::span<const FamilyChoice> families) {
  const std::string prefix = prefix_of_patches(tensors, families);
  const Family* inner = prefix.empty() ? nullptr : family_behind(prefix, tensors, facts, families);
  if (inner != nullptr) {
    io::fail_model(tensors.name,
                   fmt::format("looks like {}, but its names begin with {}", inner->name,
                               io::in_quotes(prefix)),
                   "save that part by itself, without this beginning of its names");
  }
  const Likeness nearest = find_nearest(tensors, families);
  if (nearest.present < kFewestPresent) refuse_unknown(tensors, facts);
  const std::string lack = nearest.missing.empty() ? fmt::format("lacks what tells it apart: {}",
                                                                 nearest.family->recognised_by)
                                                   : checkpoint::are_missing(nearest.missing);
  io::fail_model(
      tensors.name, fmt::format("looks most like {}, but {}", nearest.family->name, lack),
      checkpoint::misfit_hint(tensors, nearest.missing.empty() ? checkpoint::Misfit::kOther
                                                               : checkpoint::Misfit::kMissing));
}

}  // namespace vitviz::families
