// SPDX-License-Identifier: Apache-2.0
#include "checkpoint/read_checkpoint.h"

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "checkpoint/hub_folder.h"
#include "checkpoint/sharded.h"
#include "gguf/gguf.h"
#include "io/byte_cursor.h"
#include "io/file_kind.h"
#include "io/model_error.h"
#include "io/zip_archive.h"
#include "numpy/npz.h"
#include "safetensors/safetensors.h"
#include "safetensors/safetensors_header.h"
#include "torch/pytorch.h"

namespace vitviz::checkpoint {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view kZip = "PK\3\4"sv;
constexpr std::string_view kGguf = "GGUF"sv;
constexpr std::string_view kContainers =
    "vitviz reads safetensors, PyTorch (.pth, .pt, .bin), .npz and GGUF";

bool begins_with(std::span<const std::byte> bytes, std::string_view magic) {
  return bytes.size() >= magic.size() &&
         std::equal(magic.begin(), magic.end(), bytes.begin(),
                    [](char c, std::byte byte) { return static_cast<std::byte>(c) == byte; });
}

// A header's length and its '{'. Asked first: the length can begin like the magic of other files.
bool is_safetensors(std::span<const std::byte> bytes) {
  if (bytes.size() <= sizeof(std::uint64_t)) return false;
  io::ByteCursor cursor(bytes, "");
  return cursor.take<std::uint64_t>() <= safetensors::kMaxHeaderBytes &&
         cursor.rest().front() == std::byte{'{'};
}

// Pickles of protocol 2 to 5, which is all that torch.save() ever wrote.
bool is_pickle(std::span<const std::byte> bytes) {
  return bytes.size() > 1 && bytes[0] == std::byte{0x80} && bytes[1] >= std::byte{2} &&
         bytes[1] <= std::byte{5};
}

// An index of a sharded set, or some other JSON text.
bool is_json(std::span<const std::byte> bytes) {
  const io::FileKind* kind = io::known_file_kind(bytes);
  return kind != nullptr && kind->what == "a JSON text";
}

io::Checkpoint parse_zip(std::span<const std::byte> bytes, std::string name) {
  const io::ZipArchive archive(bytes, name);
  const auto has = [&](std::string_view end) {
    return std::any_of(archive.entries().begin(), archive.entries().end(),
                       [&](const io::ZipEntry& entry) { return entry.name.ends_with(end); });
  };
  if (has("/data.pkl")) return torch::parse_pytorch_zip(bytes, std::move(name));
  if (has(".npy")) return numpy::parse_npz(bytes, std::move(name));
  if (has("model.weights.h5")) {
    io::fail_model(name, "is a Keras model",
                   "save the weights as .npz with numpy.savez(), or as .safetensors");
  }
  if (has(".safetensors") || has(".pth") || has(".pt") || has(".bin") || has(".npz")) {
    io::fail_model(name, "is a ZIP archive with a model in it",
                   "unpack it and name the model that is in it");
  }
  io::fail_model(name, "is a ZIP archive, but neither PyTorch's (it has no data.pkl) nor NumPy's",
                 std::string(kContainers));
}

void check_has_tensors(const io::Checkpoint& checkpoint) {
  if (!checkpoint.tensors.empty()) return;
  switch (checkpoint.container) {
    case io::Container::kPyTorch:
    case io::Container::kTorchScript:
      io::fail_model(checkpoint.name, "holds no tensors",
                     "save the model with torch.save(model.state_dict(), FILE)");
    case io::Container::kNpz:
      io::fail_model(checkpoint.name, "holds no arrays of real numbers",
                     "save the model's weights with numpy.savez()");
    default:
      io::fail_model(checkpoint.name, "holds no tensors", "name the file with the weights");
  }
}

io::Checkpoint read_file(const std::filesystem::path& path) {
  io::MappedFile file(path);
  io::Checkpoint checkpoint =
      io::read_unchanged({&file, 1}, [&] { return parse_checkpoint(file.bytes(), path.string()); });
  checkpoint.files.push_back(std::move(file));
  return checkpoint;
}

}  // namespace

io::Checkpoint parse_checkpoint(std::span<const std::byte> bytes, std::string name) {
  if (is_safetensors(bytes)) return safetensors::parse_safetensors(bytes, std::move(name));
  if (begins_with(bytes, kZip)) return parse_zip(bytes, std::move(name));
  if (begins_with(bytes, kGguf)) return gguf::parse_gguf(bytes, std::move(name));
  if (is_pickle(bytes)) return torch::parse_pytorch_legacy(bytes, std::move(name));

  const io::FileKind* kind = io::known_file_kind(bytes);
  if (kind == nullptr) kind = io::file_kind_by_name(name);
  if (kind == nullptr) kind = io::vague_file_kind(bytes);
  if (kind != nullptr)
    io::fail_model(name, fmt::format("is {}", kind->what), std::string(kind->hint));
  // It says what is wrong with the header.
  if (name.ends_with(".safetensors")) return safetensors::parse_safetensors(bytes, std::move(name));
  io::fail_model(name, "is no checkpoint of a known kind", std::string(kContainers));
}

io::Checkpoint read_checkpoint(const std::filesystem::path& path) {
  std::error_code error;
  const bool is_folder = std::filesystem::is_directory(path, error);
  const std::filesystem::path file = is_folder ? weights_in_folder(path) : path;
  const bool is_index = [&] {
    const io::MappedFile mapped(file);
    return !is_safetensors(mapped.bytes()) && is_json(mapped.bytes());
  }();
  io::Checkpoint checkpoint = is_index ? read_sharded(file, read_file) : read_file(file);
  check_has_tensors(checkpoint);
  if (is_folder || has_hub_name(file)) add_hub_metadata(file.parent_path(), checkpoint);
  return checkpoint;
}

}  // namespace vitviz::checkpoint
