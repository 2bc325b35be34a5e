// SPDX-License-Identifier: Apache-2.0
// Tensors as PyTorch keeps them: any element of a storage may be the first, and each dimension has
// its own step. Row-major ones are used where they lie, others are copied.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "io/checkpoint.h"
#include "torch/pickled_tensor.h"

namespace vitviz::torch {

// What the copies of a file's tensors may take: as much as the file, and some for small files.
[[nodiscard]] constexpr std::uint64_t max_unpacked_bytes(std::uint64_t file_bytes) {
  return file_bytes + (std::uint64_t{1} << 24);
}

// Where copies go, and how much of them there may be: a view of few elements can claim any size.
class UnpackedBytes {
 public:
  UnpackedBytes(std::deque<std::vector<std::byte>>& target, std::uint64_t limit,
                std::string_view file)
      : target_(target), left_(limit), file_(file) {}

  // Counts bytes that are about to be allocated. Throws Error(kModel) beyond the limit.
  void claim(std::uint64_t bytes);
  // Bytes that were claimed; they live as long as the target.
  std::span<std::byte> keep(std::vector<std::byte> bytes) {
    return target_.emplace_back(std::move(bytes));
  }

 private:
  std::deque<std::vector<std::byte>>& target_;
  std::uint64_t left_;
  std::string_view file_;
};

// The tensor row-major: a part of `storage`, whose bytes are those of tensor.storage, or a copy.
// Throws Error(kModel), with `name` for the tensor, when it does not lie within its storage.
[[nodiscard]] io::StoredTensor row_major(const PickledTensor& tensor,
                                         std::span<const std::byte> storage,
                                         UnpackedBytes& unpacked, std::string_view name,
                                         std::string_view file);

}  // namespace vitviz::torch
