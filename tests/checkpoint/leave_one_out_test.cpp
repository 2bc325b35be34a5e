// SPDX-License-Identifier: Apache-2.0
// Every fixture of every family with each of its tensors left out once: what is accepted without a
// note must be what cannot change a map.
#include <algorithm>
#include <array>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "base/error.h"
#include "checkpoint/assemble.h"
#include "checkpoint/find_network.h"
#include "checkpoint/read_checkpoint.h"
#include "support/npy_reader.h"

namespace vitviz::checkpoint {
namespace {

// What vitviz makes of a checkpoint; nothing where it is refused.
std::optional<model::Blueprint> understood(const io::Checkpoint& checkpoint, const Hints& hints) {
  try {
    Network network = find_network(checkpoint, hints);
    return assemble(std::move(network.tensors), network.family, network.facts, hints, "name")
        .blueprint();
  } catch (const base::Error&) {
    return std::nullopt;
  }
}

bool is_of_readout(std::string_view name) {
  if (name.ends_with("head.probe")) return false;  // whose attention is SigLIP's map
  if (name.find("attn_pool.") != std::string_view::npos) return !name.ends_with(".latent");
  constexpr std::array<std::string_view, 9> kParts = {
      "head.",       "head/",    "head_dist.",        "heads.",     "fc_norm.",
      "classifier.", "mlp_head", "pooler.layernorm.", "visual.proj"};
  return std::any_of(kParts.begin(), kParts.end(), [&](std::string_view part) {
    return name.find(part) != std::string_view::npos;
  });
}

// The tensors that `checkpoint` may lose unnoticed, though they have a part in its maps.
std::vector<std::string> lost_unnoticed(io::Checkpoint& checkpoint) {
  Hints hints;
  if (!understood(checkpoint, hints)) hints.heads = 3;
  if (!understood(checkpoint, hints)) hints.mean = hints.std = {0.5F, 0.5F, 0.5F};
  const auto whole = understood(checkpoint, hints);
  REQUIRE(whole);
  std::vector<std::string> lost;
  for (const auto& [name, stored] : std::map(checkpoint.tensors)) {
    checkpoint.tensors.erase(name);
    const auto rest = understood(checkpoint, hints);
    checkpoint.tensors[name] = stored;
    const bool unnoticed = rest && rest->assumptions == whole->assumptions;
    // Where it had no part, less is left over.
    const bool had_part = rest && rest->ignored.size() == whole->ignored.size();
    if (unnoticed && had_part && !is_of_readout(name)) lost.push_back(name);
  }
  return lost;
}

// Files and folders of one model each.
std::vector<std::filesystem::path> fixtures() {
  std::vector<std::filesystem::path> models;
  for (const auto& entry :
       std::filesystem::recursive_directory_iterator(test::reference("families"))) {
    const std::filesystem::path& path = entry.path();
    constexpr std::array<std::string_view, 6> kSuffixes = {".safetensors", ".pth",  ".pt",
                                                           ".npz",         ".gguf", ".tar"};
    const bool is_model =
        std::find(kSuffixes.begin(), kSuffixes.end(), path.extension()) != kSuffixes.end();
    if (is_model) models.push_back(path);
  }
  std::sort(models.begin(), models.end());
  return models;
}

TEST_CASE("no tensor with a part in the maps can be lost unnoticed") {
  std::size_t runs = 0;
  for (const std::filesystem::path& path : fixtures()) {
    CAPTURE(path);
    io::Checkpoint checkpoint = read_checkpoint(path);
    runs += checkpoint.tensors.size();
    for (const std::string& name : lost_unnoticed(checkpoint)) {
      CAPTURE(name);
      CHECK(name.empty());
    }
  }
  MESSAGE(runs << " tensors left out");
  CHECK(runs > 1000);
}

}  // namespace
}  // namespace vitviz::checkpoint
