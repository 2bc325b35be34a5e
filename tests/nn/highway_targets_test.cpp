// SPDX-License-Identifier: Apache-2.0
#include <cstdint>

#include <doctest/doctest.h>
#include <hwy/targets.h>

#include "base/late_library.h"

namespace vitviz::nn {
namespace {

#if HWY_ARCH_ARM_A64
// Of a processor with SVE.
std::int64_t bytes_of_vector() {
  std::int64_t bytes = 0;
  asm(".arch_extension sve\n rdvl %0, #1" : "=r"(bytes));
  return bytes;
}

// Where vectors are as long as NEON's, NEON is faster.
std::int64_t worth_taking(std::int64_t targets) {
  constexpr std::int64_t kBytesOfNeon = 16;
  const bool is_long = (targets & HWY_SVE) != 0 && bytes_of_vector() > kBytesOfNeon;
  return is_long ? targets : targets & ~HWY_SVE;
}
#else
std::int64_t worth_taking(std::int64_t targets) { return targets; }
#endif

// The twin is Highway's own library, which comes with its headers.
TEST_CASE("the instruction sets of this processor are those that Highway's library finds") {
  const base::LateLibrary library("libhwy.so.1");
  using SupportedTargets = std::int64_t();
  SupportedTargets* twin = library["_ZN3hwy16SupportedTargetsEv"];
  CHECK((twin != &hwy::SupportedTargets));
  CHECK((hwy::SupportedTargets() & HWY_TARGETS) == worth_taking(twin() & HWY_TARGETS));
}

}  // namespace
}  // namespace vitviz::nn
