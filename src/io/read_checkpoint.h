// SPDX-License-Identifier: Apache-2.0
// Any checkpoint, in whatever container: the first bytes of the file say which, not its name.
#pragma once

#include <filesystem>

#include "io/checkpoint.h"

namespace vitviz::io {

// `path` is a file (safetensors, a *.index.json of a sharded set, PyTorch .pth/.pt old and new,
// TorchScript, .npz, GGUF) or a folder as the Hugging Face hub has it. A config.json and a
// preprocessor_config.json of the same folder become metadata when the file carries one of the
// hub's names (model*.safetensors, pytorch_model*.bin, …).
// Throws Error(kModel).
[[nodiscard]] Checkpoint read_checkpoint(const std::filesystem::path& path);

}  // namespace vitviz::io
