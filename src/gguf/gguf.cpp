// SPDX-License-Identifier: Apache-2.0
#include "gguf/gguf.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <limits>
#include <optional>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "gguf/gguf_header.h"
#include "io/model_error.h"

namespace vitviz::gguf {
namespace {

using tensor::ElementType;

// How ggml stores a type: in blocks of so many elements and bytes.
struct GgmlType {
  std::uint32_t number;
  std::string_view name;
  ElementType type;  // once read
  std::uint64_t block_elements = 1;
  std::uint64_t block_bytes = 1;
};

constexpr std::uint64_t kQ8Elements = 32;  // a block of Q8_0: an F16 scale and 32 signed bytes
constexpr std::uint64_t kQ8Bytes = 34;
constexpr std::uint32_t kQ8Number = 8;

constexpr std::array kTypes = {
    GgmlType{0, "F32", ElementType::kF32, 1, 4},
    GgmlType{1, "F16", ElementType::kF16, 1, 2},
    GgmlType{kQ8Number, "Q8_0", ElementType::kF32, kQ8Elements, kQ8Bytes},
    GgmlType{24, "I8", ElementType::kI8, 1, 1},
    GgmlType{25, "I16", ElementType::kI16, 1, 2},
    GgmlType{26, "I32", ElementType::kI32, 1, 4},
    GgmlType{27, "I64", ElementType::kI64, 1, 8},
    GgmlType{28, "F64", ElementType::kF64, 1, 8},
    GgmlType{30, "BF16", ElementType::kBF16, 1, 2},
};

// A tensor that lies in the file as its header says.
struct Placed {
  const GgufTensor* tensor;
  const GgmlType* type;
  io::Shape shape;     // outermost first
  std::uint64_t size;  // bytes in the file
};

[[noreturn]] void fail_tensor(std::string_view file, const GgufTensor& tensor,
                              std::string_view what) {
  io::fail_model(file, fmt::format("tensor {} {}", io::in_quotes(tensor.name), what));
}

const GgmlType& type_of(const GgufTensor& tensor, std::string_view file) {
  const auto* found = std::find_if(kTypes.begin(), kTypes.end(),
                                   [&](const auto& type) { return type.number == tensor.type; });
  if (found != kTypes.end()) return *found;
  io::fail_model(file,
                 fmt::format("tensor {} is quantised, or else of the unknown type {}",
                             io::in_quotes(tensor.name), tensor.type),
                 "F32, F16, BF16 and Q8_0 are read: convert the model to one of them");
}

// A scalar has no dimensions.
io::Shape shape_of(const GgufTensor& tensor, std::string_view file) {
  for (const std::uint64_t dimension : tensor.dimensions) {
    if (dimension > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
      fail_tensor(file, tensor, "has a dimension above 2^63");
    }
  }
  return {tensor.dimensions.rbegin(), tensor.dimensions.rend()};
}

Placed place(const GgufTensor& tensor, const GgufHeader& header, std::uint64_t data_bytes,
             std::string_view file) {
  const GgmlType& type = type_of(tensor, file);
  io::Shape shape = shape_of(tensor, file);
  const std::uint64_t row = tensor.dimensions.empty() ? 1 : tensor.dimensions.front();
  if (row % type.block_elements != 0) {
    fail_tensor(file, tensor,
                fmt::format("has rows of {} elements, which {} cannot store", row, type.name));
  }
  // As F32 it must be countable too, which is never less than the elements or the stored bytes.
  const auto unpacked = io::stored_bytes(shape, type.type);
  if (!unpacked) fail_tensor(file, tensor, "has more than 2^64 bytes");
  const std::uint64_t elements = *unpacked / bytes_per_element(type.type);
  const std::uint64_t size = elements / type.block_elements * type.block_bytes;
  if (tensor.offset % header.alignment != 0) {
    fail_tensor(
        file, tensor,
        fmt::format("begins at byte {}, no multiple of {}", tensor.offset, header.alignment));
  }
  if (tensor.offset > data_bytes || size > data_bytes - tensor.offset) {
    std::uint64_t end = 0;
    if (__builtin_add_overflow(tensor.offset, size, &end) ||
        __builtin_add_overflow(header.data_begin, end, &end)) {
      fail_tensor(file, tensor, "ends beyond 2^64 bytes");
    }
    io::fail_truncated(file, header.data_begin + data_bytes, end);
  }
  return {&tensor, &type, std::move(shape), size};
}

void check_overlaps(const std::vector<Placed>& tensors, std::string_view file) {
  std::vector<const Placed*> in_order;
  for (const Placed& placed : tensors) {
    if (placed.size > 0) in_order.push_back(&placed);
  }
  std::sort(in_order.begin(), in_order.end(),
            [](const Placed* a, const Placed* b) { return a->tensor->offset < b->tensor->offset; });
  for (std::size_t i = 1; i < in_order.size(); ++i) {
    const Placed& before = *in_order[i - 1];
    const Placed& here = *in_order[i];
    if (here.tensor->offset - before.tensor->offset >= before.size) continue;
    fail_tensor(file, *here.tensor,
                fmt::format("lies within tensor {}", io::in_quotes(before.tensor->name)));
  }
}

std::size_t q8_unpacked_size(std::span<const std::byte> blocks) {
  return blocks.size() / kQ8Bytes * kQ8Elements * sizeof(float);
}

// F32 from Q8_0: every element is its block's scale times a whole number.
std::vector<std::byte> unpack_q8(std::span<const std::byte> blocks) {
  std::vector<std::byte> result(q8_unpacked_size(blocks));
  auto* to = result.data();
  for (; !blocks.empty(); blocks = blocks.subspan(kQ8Bytes)) {
    float scale = 0;
    tensor::to_floats(ElementType::kF16, blocks.first(2), {&scale, 1});
    for (std::size_t i = 0; i < kQ8Elements; ++i) {
      const float value = scale * static_cast<float>(static_cast<std::int8_t>(blocks[2 + i]));
      std::memcpy(to, &value, sizeof value);
      to += sizeof value;
    }
  }
  return result;
}

io::TensorBytes bytes_of(const Placed& placed, std::span<const std::byte> data) {
  if (placed.size == 0) return {};
  const auto stored = data.subspan(placed.tensor->offset, placed.size);
  if (placed.type->number != kQ8Number) return stored;
  return {q8_unpacked_size(stored), [stored] { return unpack_q8(stored); }};
}

}  // namespace

io::Checkpoint parse_gguf(std::span<const std::byte> bytes, std::string name) {
  GgufHeader header = parse_gguf_header(bytes, name);
  const auto data = bytes.subspan(std::min<std::uint64_t>(header.data_begin, bytes.size()));
  std::vector<Placed> tensors;
  for (const GgufTensor& tensor : header.tensors) {
    tensors.push_back(place(tensor, header, data.size(), name));
  }
  check_overlaps(tensors, name);

  io::Checkpoint checkpoint;
  checkpoint.container = io::Container::kGguf;
  for (Placed& placed : tensors) {
    const io::StoredTensor tensor = {placed.type->type, std::move(placed.shape),
                                     bytes_of(placed, data)};
    if (!checkpoint.tensors.emplace(placed.tensor->name, tensor).second) {
      fail_tensor(name, *placed.tensor, "occurs twice");
    }
  }
  checkpoint.metadata = std::move(header.metadata);
  checkpoint.name = std::move(name);
  return checkpoint;
}

}  // namespace vitviz::gguf
