// SPDX-License-Identifier: Apache-2.0
// Tests of what may not be read or written also run as root, who may do both.
#pragma once

#include <unistd.h>

#include "base/check.h"

namespace vitviz::test {

// While it lives, root is nobody; other users stay who they are.
class Unprivileged {
 public:
  Unprivileged() : before_(geteuid()) {
    constexpr uid_t kNobody = 65534;
    if (before_ == 0) VITVIZ_CHECK(seteuid(kNobody) == 0);
  }
  Unprivileged(const Unprivileged&) = delete;
  Unprivileged& operator=(const Unprivileged&) = delete;
  ~Unprivileged() {
    if (geteuid() != before_) static_cast<void>(seteuid(before_));
  }

 private:
  uid_t before_;
};

}  // namespace vitviz::test
