// SPDX-License-Identifier: Apache-2.0
// PyTorch's .pth, .pt and .bin files, from torch.save() and torch.jit.save(). Nothing in them is
// ever executed: pickle.h.
#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "io/checkpoint.h"

namespace vitviz::torch {

// A ZIP archive: ROOT/data.pkl (a pickle), ROOT/data/KEY (the storages), or TorchScript's, which
// has ROOT/constants.pkl and ROOT/code/ as well. `bytes` outlive the result.
[[nodiscard]] io::Checkpoint parse_pytorch_zip(std::span<const std::byte> bytes, std::string name);

// The format before PyTorch 1.6: five pickles, then the storages.
[[nodiscard]] io::Checkpoint parse_pytorch_legacy(std::span<const std::byte> bytes,
                                                  std::string name);

}  // namespace vitviz::torch
