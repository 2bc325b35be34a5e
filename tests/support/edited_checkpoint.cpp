// SPDX-License-Identifier: Apache-2.0
#include "support/edited_checkpoint.h"

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <iterator>
#include <set>
#include <utility>

#include <nlohmann/json.hpp>

#include "checkpoint/load.h"
#include "checkpoint/read_checkpoint.h"
#include "model/attention_observer.h"
#include "model/observed_queries.h"

namespace vitviz::test {
namespace {

constexpr std::uint64_t kMostBytes = 1U << 20U;  // of one tensor

EditableCheckpoint editable(const io::Checkpoint& checkpoint) {
  EditableCheckpoint result;
  result.container = checkpoint.container;
  result.metadata = checkpoint.metadata;
  for (const auto& [name, stored] : checkpoint.tensors) {
    const io::ReadBytes bytes = stored.bytes.read();
    result.tensors[name] = {stored.type, stored.shape, {bytes.begin(), bytes.end()}};
  }
  return result;
}

// Gives the tensor as many bytes as its shape asks for: its own, again and again.
void fill_up(EditableTensor& tensor) {
  for (std::int64_t& dimension : tensor.shape) dimension = std::max<std::int64_t>(dimension, 0);
  auto size = io::stored_bytes(tensor.shape, tensor.type);
  while (!size || *size > kMostBytes) {
    *std::max_element(tensor.shape.begin(), tensor.shape.end()) /= 2;
    size = io::stored_bytes(tensor.shape, tensor.type);
  }
  const std::vector<std::byte> own = std::exchange(tensor.bytes, std::vector<std::byte>(*size));
  for (std::size_t i = 0; i < tensor.bytes.size() && !own.empty(); ++i) {
    tensor.bytes[i] = own[i % own.size()];
  }
}

template <typename Map>
auto nth(Map& map, std::size_t n) {
  return std::next(map.begin(), static_cast<std::ptrdiff_t>(n % map.size()));
}

void edit_shape(EditableTensor& tensor, unsigned kind, std::size_t at, std::uint8_t number) {
  io::Shape& shape = tensor.shape;
  const std::size_t place = at % (shape.size() + 1);
  const bool is_there = place < shape.size();
  const auto dimension = shape.begin() + static_cast<std::ptrdiff_t>(place);
  constexpr std::array<std::int64_t, 4> kLarge = {256, 1 << 16, std::int64_t{1} << 32,
                                                  std::int64_t{1} << 62};
  switch (kind) {
    case 0:
      if (is_there) *dimension = number;
      break;
    case 1:
      shape.insert(dimension, number % 4);
      break;
    case 2:
      if (is_there) shape.erase(dimension);
      break;
    case 3:
      if (is_there) std::swap(*dimension, shape[number % shape.size()]);
      break;
    default:  // of an empty tensor, or too large
      if (is_there) *dimension = kLarge[number % kLarge.size()];
      if (is_there && number % 8 >= 4) shape[(place + 1) % shape.size()] = 0;
  }
  fill_up(tensor);
}

void edit_numbers(EditableTensor& tensor, std::uint8_t number) {
  constexpr std::array kTypes = {tensor::ElementType::kF32,  tensor::ElementType::kF16,
                                 tensor::ElementType::kBF16, tensor::ElementType::kF64,
                                 tensor::ElementType::kI64,  tensor::ElementType::kU8};
  if (number < 128) {
    tensor.type = kTypes[number % kTypes.size()];
  } else {  // 255: no number
    std::fill(tensor.bytes.begin(), tensor.bytes.end(), static_cast<std::byte>(number));
  }
  fill_up(tensor);
}

void edit_metadata(EditableCheckpoint& checkpoint, std::size_t key, std::uint8_t number) {
  constexpr std::array kKeys = {
      "num_heads",         "config.num_attention_heads", "layer_norm_eps",
      "image_std",         "config.rope_theta",          "config.hidden_act",
      "default_size",      "config.model_type",          "interpolation",
      "config.id2label.0", "config.global_pool",         "config.architecture"};
  constexpr std::array kValues = {"0", "1", "2", "48", "1024", "1e-40", "nan", "gelu", "avg", ""};
  checkpoint.metadata[kKeys[key % kKeys.size()]] = kValues[number % kValues.size()];
}

}  // namespace

std::vector<EditableCheckpoint> checkpoints_of_all_families() {
  const std::set<std::string> endings = {".safetensors", ".pth", ".pt", ".tar", ".npz", ".gguf"};
  std::set<std::filesystem::path> paths;
  const auto root = std::filesystem::path(VITVIZ_REFERENCE_FOLDER) / "families";
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
    if (endings.count(entry.path().extension().string()) > 0) paths.insert(entry.path());
  }
  std::vector<EditableCheckpoint> all;
  for (const auto& path : paths) all.push_back(editable(checkpoint::read_checkpoint(path)));
  return all;
}

void apply(const Edit& edit, std::span<const EditableCheckpoint> all,
           EditableCheckpoint& checkpoint) {
  const auto [kind, which, at, number] = edit;
  if (checkpoint.tensors.empty()) return;
  const auto found = nth(checkpoint.tensors, which);
  const EditableCheckpoint& other = all[at % all.size()];
  switch (kind % kKindsOfEdits) {
    case 0:
      checkpoint.tensors.erase(found);
      break;
    case 1:  // under a name that this family or another looks for
      checkpoint.tensors[nth(other.tensors, number)->first] = found->second;
      break;
    case 2:
      checkpoint.tensors.insert(*nth(other.tensors, number));
      break;
    case 3:
      edit_numbers(found->second, number);
      break;
    case 4:
      edit_metadata(checkpoint, at, number);
      break;
    default:
      edit_shape(found->second, kind % kKindsOfEdits - 5U, at, number);
  }
}

std::vector<std::byte> as_safetensors(const EditableCheckpoint& checkpoint) {
  nlohmann::json header = nlohmann::json::object();
  std::string data;
  for (const auto& [name, tensor] : checkpoint.tensors) {
    const std::size_t begin = data.size();
    data.append(reinterpret_cast<const char*>(tensor.bytes.data()), tensor.bytes.size());
    header[name] = {{"dtype", name_of(tensor.type)},
                    {"shape", tensor.shape},
                    {"data_offsets", {begin, data.size()}}};
  }
  if (!checkpoint.metadata.empty()) header["__metadata__"] = checkpoint.metadata;
  const std::string text = header.dump();
  std::vector<std::byte> file(sizeof(std::uint64_t) + text.size() + data.size());
  const std::uint64_t length = text.size();
  std::memcpy(file.data(), &length, sizeof length);
  std::memcpy(file.data() + sizeof length, text.data(), text.size());
  std::memcpy(file.data() + sizeof length + text.size(), data.data(), data.size());
  return file;
}

std::optional<base::Error> run_or_refuse(std::span<const std::byte> file,
                                         std::optional<io::Container> container,
                                         nn::Precision precision) {
  constexpr tensor::PatchGrid kGrid = {2, 3};
  constexpr int kLargestPatch = 64;
  try {
    io::Checkpoint read = checkpoint::parse_checkpoint(file, "FILE");
    read.container = container.value_or(read.container);
    checkpoint::Hints hints;
    hints.precision = precision;
    const model::VisionTransformer model = checkpoint::load_model(read, "model", hints);
    const int patch = model.blueprint().patch;
    if (patch > kLargestPatch) return std::nullopt;
    const tensor::Matrix patches =
        tensor::Matrix::Constant(kGrid.count(), Eigen::Index{3} * patch * patch, 0.5F);
    model::AttentionObserver look(model::observed_queries(model.blueprint(), kGrid),
                                  [](int, tensor::ConstMatrixRef) {});
    base::ThreadPool threads(1);
    static_cast<void>(model.forward(patches, kGrid, {model::Goal::kTokens, {&look}}, threads));
  } catch (const base::Error& error) {
    return error;
  }
  return std::nullopt;
}

}  // namespace vitviz::test
