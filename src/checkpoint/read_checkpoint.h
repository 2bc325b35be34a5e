// SPDX-License-Identifier: Apache-2.0
// Any checkpoint, in whatever container: the first bytes of the file say which, not its name.
#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>

#include "io/checkpoint.h"

namespace vitviz::checkpoint {

// `path` is a file (safetensors, a *.index.json of a sharded set, PyTorch .pth/.pt old and new,
// TorchScript, .npz, GGUF) or a folder as the Hugging Face hub has it. A config.json and a
// preprocessor_config.json of the same folder become metadata when the file carries one of the
// hub's names (model*.safetensors, pytorch_model*.bin, …) or the folder was named.
// Throws Error(kModel), which says what the file is when it is none of these, and for one without
// tensors.
[[nodiscard]] io::Checkpoint read_checkpoint(const std::filesystem::path& path);

// The same for one file in memory, which outlives the result.
[[nodiscard]] io::Checkpoint parse_checkpoint(std::span<const std::byte> bytes, std::string name);

}  // namespace vitviz::checkpoint
