// SPDX-License-Identifier: Apache-2.0
// The bytes of one tensor: those of a file where they lie, or others that are made from the file
// whenever they are read. What a file holds compressed or transposed costs nothing until its names
// and shapes are known to make a model, and no memory once it was read.
#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <utility>
#include <vector>

namespace vitviz::io {

// The bytes themselves, and what keeps them where they are.
class ReadBytes : public std::span<const std::byte> {
 public:
  explicit ReadBytes(std::span<const std::byte> lying) : span(lying) {}
  explicit ReadBytes(std::vector<std::byte> made) : span(made), made_(std::move(made)) {}
  ReadBytes(ReadBytes&&) = default;  // a moved vector keeps its place
  ReadBytes& operator=(ReadBytes&&) = default;

 private:
  std::vector<std::byte> made_;
};

class TensorBytes {
 public:
  using Make = std::function<std::vector<std::byte>()>;
  using Check = std::function<void()>;

  TensorBytes() = default;
  // Bytes that outlive this object and its copies.
  TensorBytes(std::span<const std::byte> bytes)  // NOLINT(google-explicit-constructor): a view
      : size_(bytes.size()), bytes_(bytes) {}
  // The same, if `check` agrees: it throws Error(kModel) where they are damaged.
  TensorBytes(std::span<const std::byte> bytes, Check check)
      : size_(bytes.size()), bytes_(bytes), check_(std::move(check)) {}
  // `make` gives `size` bytes or throws Error(kModel). What it refers to must outlive this object.
  // It, and `check`, may be called from several threads at a time.
  TensorBytes(std::size_t size, Make make) : size_(size), make_(std::move(make)) {}

  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] bool empty() const { return size_ == 0; }

  // Throws what `make` or `check` throws.
  [[nodiscard]] ReadBytes read() const;

 private:
  std::size_t size_ = 0;
  std::span<const std::byte> bytes_;
  Check check_;
  Make make_;
};

}  // namespace vitviz::io
