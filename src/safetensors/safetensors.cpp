// SPDX-License-Identifier: Apache-2.0
#include "safetensors/safetensors.h"

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "io/byte_cursor.h"
#include "io/file_kind.h"
#include "io/model_error.h"
#include "safetensors/safetensors_header.h"

namespace vitviz::safetensors {
namespace {

constexpr std::byte kHeaderBegin{'{'};  // the format asks for it, which tells other files apart

// Throws for bytes that are no safetensors file, and says what they are instead, or else `why`.
[[noreturn]] void fail_as_other_file(std::span<const std::byte> bytes, std::string_view name,
                                     std::string_view why) {
  if (const io::FileKind* kind = io::known_file_kind(bytes)) {
    io::fail_model(name, fmt::format("is {}, no safetensors file", kind->what),
                   std::string(kind->hint));
  }
  io::fail_model(name, fmt::format("is no safetensors file: {}", why));
}

// The JSON text between the length and the tensors.
std::span<const std::byte> take_header(io::ByteCursor& cursor, std::string_view name) {
  const std::span<const std::byte> file = cursor.rest();
  if (file.size() < sizeof(std::uint64_t) && io::known_file_kind(file) != nullptr) {
    fail_as_other_file(file, name, "it is too short");
  }
  const auto length = cursor.take<std::uint64_t>();
  // Other files begin with a text or a number that is a huge length when read as one.
  if (length > kMaxHeaderBytes) {
    fail_as_other_file(
        file, name,
        fmt::format("its header has {} bytes, {} are allowed", length, kMaxHeaderBytes));
  }
  if (length == 0 || (!cursor.rest().empty() && cursor.rest().front() != kHeaderBegin)) {
    fail_as_other_file(file, name, "its header does not begin with '{'");
  }
  return cursor.take(length);
}

// A tensor's bytes are as many as its shape asks for.
void check_size(const TensorEntry& tensor, std::string_view name) {
  const auto size = io::stored_bytes(tensor.shape, tensor.type);
  if (size && tensor.begin <= tensor.end && tensor.end - tensor.begin == *size) return;
  io::fail_model(
      name,
      fmt::format("tensor {}: its data_offsets are [{}, {}], but its shape {} in {} "
                  "takes {} bytes",
                  io::in_quotes(tensor.name), tensor.begin, tensor.end, io::to_string(tensor.shape),
                  name_of(tensor.type), size ? std::to_string(*size) : "more than 2^64"));
}

void check_names_differ(std::vector<TensorEntry>& tensors, std::string_view name) {
  std::sort(tensors.begin(), tensors.end(),
            [](const auto& a, const auto& b) { return a.name < b.name; });
  const auto twice =
      std::adjacent_find(tensors.begin(), tensors.end(),
                         [](const auto& a, const auto& b) { return a.name == b.name; });
  if (twice == tensors.end()) return;
  io::fail_model(name, fmt::format("tensor {} occurs twice", io::in_quotes(twice->name)));
}

// The tensors follow one another without overlap or gap and fill `data_bytes` exactly, so that
// nothing can hide in the file. The reference reader asks for the same.
void check_layout(std::vector<TensorEntry>& tensors, std::uint64_t header_end,
                  std::uint64_t data_bytes, std::string_view name) {
  std::stable_sort(tensors.begin(), tensors.end(), [](const auto& a, const auto& b) {
    return std::tie(a.begin, a.end) < std::tie(b.begin, b.end);
  });
  std::uint64_t end = 0;
  const TensorEntry* previous = nullptr;
  for (const TensorEntry& tensor : tensors) {
    if (tensor.begin < end) {
      io::fail_model(name, fmt::format("tensor {} begins at byte {} of the data, within tensor {}, "
                                       "which ends at {}",
                                       io::in_quotes(tensor.name), tensor.begin,
                                       io::in_quotes(previous->name), end));
    }
    if (tensor.begin > end) {
      io::fail_model(name, fmt::format("tensor {} begins at byte {} of the data, expected {}",
                                       io::in_quotes(tensor.name), tensor.begin, end));
    }
    end = tensor.end;
    previous = &tensor;
  }
  // Offsets and header are below 2^63: the sum cannot wrap around.
  if (end > data_bytes) io::fail_truncated(name, header_end + data_bytes, header_end + end);
  if (end < data_bytes) {
    io::fail_model(name, fmt::format("{} bytes follow the last tensor", data_bytes - end));
  }
}

}  // namespace

io::Checkpoint parse_safetensors(std::span<const std::byte> bytes, std::string name) {
  io::ByteCursor cursor(bytes, name);
  SafetensorsHeader header = parse_safetensors_header(take_header(cursor, name), name);
  const std::span<const std::byte> data = cursor.rest();

  for (const TensorEntry& tensor : header.tensors) check_size(tensor, name);
  check_names_differ(header.tensors, name);
  check_layout(header.tensors, cursor.position(), data.size(), name);

  io::Checkpoint checkpoint;
  for (TensorEntry& tensor : header.tensors) {
    const auto tensor_bytes = data.subspan(tensor.begin, tensor.end - tensor.begin);
    checkpoint.tensors.emplace(
        std::move(tensor.name),
        io::StoredTensor{tensor.type, std::move(tensor.shape), tensor_bytes});
  }
  checkpoint.metadata = std::move(header.metadata);
  checkpoint.name = std::move(name);
  return checkpoint;
}

io::Checkpoint read_safetensors_file(const std::filesystem::path& path) {
  io::MappedFile file(path);
  io::Checkpoint checkpoint = parse_safetensors(file.bytes(), path.string());
  file.check_unchanged();
  checkpoint.files.push_back(std::move(file));
  return checkpoint;
}

}  // namespace vitviz::safetensors
