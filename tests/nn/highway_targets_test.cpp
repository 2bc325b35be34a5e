// SPDX-License-Identifier: Apache-2.0
#include <cstdint>

#include <doctest/doctest.h>
#include <hwy/targets.h>

#include "base/late_library.h"

namespace vitviz::nn {
namespace {

// The twin is Highway's own library, which comes with its headers.
TEST_CASE("the instruction sets of this processor are those that Highway's library finds") {
  const base::LateLibrary library("libhwy.so.1");
  using SupportedTargets = std::int64_t();
  SupportedTargets* twin = library["_ZN3hwy16SupportedTargetsEv"];
  CHECK((twin != &hwy::SupportedTargets));
  CHECK((hwy::SupportedTargets() & HWY_TARGETS) == (twin() & HWY_TARGETS));
}

}  // namespace
}  // namespace vitviz::nn
