// SPDX-License-Identifier: Apache-2.0
#include "image/upper_vectors.h"

#if defined(__x86_64__)

#include <cstdint>

#include <cpuid.h>
#include <doctest/doctest.h>

#include "image/photo.h"
#include "support/npy_reader.h"

namespace vitviz::image {
namespace {

// Whether the processor tells which of its registers are in use.
bool is_told() {
  unsigned eax = 0;
  unsigned ebx = 0;
  unsigned ecx = 0;
  unsigned edx = 0;
  constexpr unsigned kStates = 0xD;
  constexpr unsigned kTellsUse = 1U << 2;
  return __get_cpuid_count(kStates, 1, &eax, &ebx, &ecx, &edx) != 0 && (eax & kTellsUse) != 0;
}

bool upper_vectors_are_in_use() {
  constexpr std::uint32_t kUpperHalves = 1U << 2;
  std::uint32_t low = 0;
  std::uint32_t high = 0;
  asm volatile("xgetbv" : "=a"(low), "=d"(high) : "c"(1));
  return (low & kUpperHalves) != 0;
}

TEST_CASE("reading a PNG leaves no vector registers in use that slow the code behind it") {
  if (!is_told()) return;
  release_upper_vectors();
  if (upper_vectors_are_in_use()) return;  // this processor does not notice that they are not
  static_cast<void>(read_photo(test::reference("image/profiles/p3.png"), Orientation::kUpright));
  CHECK_FALSE(upper_vectors_are_in_use());
}

}  // namespace
}  // namespace vitviz::image

#endif
