// SPDX-License-Identifier: Apache-2.0
#include "library/memory_checkpoint.h"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>

#include "base/text.h"
#include "io/flat_json.h"
#include "io/model_error.h"

namespace vitviz::library {
namespace {

io::StoredTensor stored(const Tensor& tensor, const std::string& name) {
  const auto type = tensor::element_type_named(tensor.type);
  if (!type) {
    io::fail_model(name,
                   fmt::format("{} has the unknown type {}", base::printable(tensor.name),
                               base::printable(tensor.type)),
                   "types are called as in safetensors: F32, F16, BF16, F64, I64, …");
  }
  const bool is_negative =
      std::ranges::any_of(tensor.shape, [](std::int64_t side) { return side < 0; });
  if (is_negative || io::stored_bytes(tensor.shape, *type) != tensor.bytes.size()) {
    io::fail_model(
        name,
        fmt::format("{} is {} of {}, which does not take {} bytes", base::printable(tensor.name),
                    io::to_string(tensor.shape), tensor.type, tensor.bytes.size()),
        "hand over contiguous tensors");
  }
  return {*type, tensor.shape, tensor.bytes};
}

void add_settings(const std::string& text, const std::string& file, std::string_view prefix,
                  io::Checkpoint& checkpoint) {
  if (text.empty()) return;
  for (auto& [key, value] : io::parse_flat_json(std::as_bytes(std::span(text)), file)) {
    checkpoint.metadata.insert_or_assign(fmt::format("{}{}", prefix, key), value);
  }
}

}  // namespace

io::Checkpoint memory_checkpoint(std::span<const Tensor> tensors, const Settings& settings,
                                 const std::string& name) {
  io::Checkpoint checkpoint;
  checkpoint.name = name;
  checkpoint.container = io::Container::kPyTorch;  // a state_dict
  for (const Tensor& tensor : tensors) {
    if (!checkpoint.tensors.emplace(tensor.name, stored(tensor, name)).second) {
      io::fail_model(name, fmt::format("has {} twice", base::printable(tensor.name)),
                     "give each tensor a name of its own");
    }
  }
  add_settings(settings.config, "config.json", "config.", checkpoint);
  add_settings(settings.preprocessor, "preprocessor_config.json", "preprocessor.", checkpoint);
  return checkpoint;
}

}  // namespace vitviz::library
