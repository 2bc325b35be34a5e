// SPDX-License-Identifier: Apache-2.0
// Folders as the Hugging Face hub has them: weights under known names, and JSON files beside them
// that say how to use them.
#pragma once

#include <filesystem>

#include "io/checkpoint.h"

namespace vitviz::checkpoint {

// The weights in a folder: the first of model.safetensors, model.safetensors.index.json,
// pytorch_model.bin, … that is there, or else the only file of the most suitable suffix.
// Throws Error(kModel) that says what is there instead.
[[nodiscard]] std::filesystem::path weights_in_folder(const std::filesystem::path& folder);

// Whether the hub's tools write weights under such a name, with a config.json beside them.
[[nodiscard]] bool has_hub_name(const std::filesystem::path& file);

// Adds what the JSON files of the folder say to the metadata, as checkpoint.h tells; config.json,
// preprocessor_config.json and open_clip_config.json may each be missing.
void add_hub_metadata(const std::filesystem::path& folder, io::Checkpoint& checkpoint);

}  // namespace vitviz::checkpoint
