// SPDX-License-Identifier: Apache-2.0
#include "io/tensor_bytes.h"

#include "base/check.h"

namespace vitviz::io {

ReadBytes TensorBytes::read() const {
  if (check_) check_();
  if (!make_) return ReadBytes(bytes_);
  ReadBytes bytes(make_());
  VITVIZ_CHECK(bytes.size() == size_);
  return bytes;
}

}  // namespace vitviz::io
