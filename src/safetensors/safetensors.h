// SPDX-License-Identifier: Apache-2.0
// The safetensors container.
//
//   8 bytes            n, the header's length, little-endian
//   n bytes            JSON: {"NAME": {"dtype": "F32", "shape": [2, 3], "data_offsets": [0, 24]},
//                      …, "__metadata__": {"KEY": "VALUE", …}}, maybe padded with spaces
//   the rest           the tensors; offsets count from here, [begin, end)
//
// Format: https://github.com/huggingface/safetensors#format. A file is hostile until checked: its
// lengths are compared with what is there before anything is read or allocated.
#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>

#include "io/checkpoint.h"

namespace vitviz::safetensors {

// Reads a file without copying its tensors: the result holds the mapped file.
// Throws Error(kModel) that names the file, the tensor, what was found and what is allowed.
[[nodiscard]] io::Checkpoint read_safetensors_file(const std::filesystem::path& path);

// The same for bytes in memory that outlive the result. `name` stands for them in messages.
[[nodiscard]] io::Checkpoint parse_safetensors(std::span<const std::byte> bytes, std::string name);

}  // namespace vitviz::safetensors
