// SPDX-License-Identifier: Apache-2.0
// The official checkpoints that have a short name: what they are, and where their makers keep them.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace vitviz::fetch {

enum class Supply {
  kFile,       // `address` is a file
  kHubFolder,  // `address` is a model on the Hugging Face hub: weights and two settings files
  kOnRequest,  // `address` is a page where the licence is accepted; nothing is fetched
};

struct KnownModel {
  std::string_view name;          // what the user types
  std::string_view training;      // "DINO"
  std::string_view architecture;  // "ViT-S/16"
  int millions = 0;               // of parameters; CLIP's and SigLIP's without their text half
  int megabytes = 0;              // (10⁶ bytes) to fetch; 0 where the makers do not say
  std::string_view licence;
  bool restricted = false;  // the licence forbids some uses
  Supply supply = Supply::kFile;
  std::string_view address;
};

[[nodiscard]] std::span<const KnownModel> catalogue();

// Nothing when the name is unknown.
[[nodiscard]] const KnownModel* find_known_model(std::string_view name);

// Far more bytes than any of the model's files has, with room for training checkpoints, which hold
// the weights several times over.
[[nodiscard]] std::uint64_t most_bytes_of(const KnownModel& known);

struct RemoteFile {
  std::string url;
  std::string name;    // in its folder
  std::string sha256;  // the digits its maker publishes, or the first of them, or none
};

// The files to fetch, the weights last. A file's own name is the last part of its address.
[[nodiscard]] std::vector<RemoteFile> files_of(Supply supply, std::string_view address);

// What makers publish within the address: torch.hub's NAME-XXXXXXXX.pth carries the first eight
// digits of the SHA-256, OpenAI's folder all 64 of them. Empty when there are none.
[[nodiscard]] std::string published_sha256(std::string_view url);

}  // namespace vitviz::fetch
