// SPDX-License-Identifier: Apache-2.0
// What a checkpoint holds and how it is understood, without reading its numbers: a file of any size
// is inspected at once.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "checkpoint/hints.h"
#include "io/checkpoint.h"
#include "model/blueprint.h"
#include "tensor/element_type.h"

namespace vitviz::checkpoint {

struct InspectedTensor {
  std::string name;  // as the file has it
  tensor::ElementType type;
  io::Shape shape;
  std::uint64_t bytes = 0;
  bool used = true;  // by the forward pass or a head on it
};

struct Inspection {
  model::Blueprint blueprint;
  io::Container container = io::Container::kSafetensors;
  std::string recognised_by;  // what told the family
  std::string wrapper;        // what was removed from the names: "teacher/module.backbone."
  bool gated_mlp = false;
  bool pooling_attention = false;        // whether the map is a pooling head's
  int pooling_mlp_width = 0;             // of a pooling head that can be run
  bool mask_head = false;                // whether there is one that can be run
  std::uint64_t parameters = 0;          // numbers of the tensors that are used
  std::uint64_t bytes = 0;               // of the files
  std::vector<InspectedTensor> tensors;  // all of them, by name
};

// Throws what load_model() throws, but does not notice numbers that are not finite.
[[nodiscard]] Inspection inspect_model(const std::filesystem::path& path, const Hints& hints);

}  // namespace vitviz::checkpoint
