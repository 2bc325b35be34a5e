// SPDX-License-Identifier: Apache-2.0
#include "io/tensor_bytes.h"

#include "base/check.h"

namespace vitviz::io {

struct TensorBytes::Deferred {
  Make make;
  std::vector<std::byte> made;  // empty until asked for
};

TensorBytes::TensorBytes(std::size_t size, Make make)
    : size_(size), deferred_(std::make_shared<Deferred>(Deferred{std::move(make), {}})) {}

std::span<const std::byte> TensorBytes::get() const {
  if (deferred_ == nullptr) return bytes_;
  if (deferred_->made.empty() && size_ > 0) deferred_->made = deferred_->make();
  VITVIZ_CHECK(deferred_->made.size() == size_);
  return deferred_->made;
}

void TensorBytes::check() const {
  if (deferred_ != nullptr && deferred_->made.empty()) (void)deferred_->make();
}

}  // namespace vitviz::io
