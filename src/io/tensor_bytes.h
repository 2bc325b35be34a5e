// SPDX-License-Identifier: Apache-2.0
// The bytes of one tensor: those of a file where they lie, or others that are made from the file
// when they are first asked for. What a file holds compressed or transposed costs nothing until its
// names and shapes are known to make a model.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <span>
#include <utility>
#include <vector>

namespace vitviz::io {

class TensorBytes {
 public:
  using Make = std::function<std::vector<std::byte>()>;

  TensorBytes() = default;
  // Bytes that outlive this object and its copies.
  TensorBytes(std::span<const std::byte> bytes)  // NOLINT(google-explicit-constructor): a view
      : size_(bytes.size()), bytes_(bytes) {}
  // `make` gives `size` bytes or throws Error(kModel). What it refers to must outlive this object.
  TensorBytes(std::size_t size, Make make);

  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] bool empty() const { return size_ == 0; }

  // The bytes, for as long as this object or a copy lives. Throws what `make` throws. Not for
  // several threads at once.
  [[nodiscard]] std::span<const std::byte> get() const;

  // Makes bytes that are not there yet, and forgets them: throws what get() would throw.
  void check() const;

 private:
  struct Deferred;

  std::size_t size_ = 0;
  std::span<const std::byte> bytes_;
  std::shared_ptr<Deferred> deferred_;  // null for bytes that lie somewhere
};

}  // namespace vitviz::io
