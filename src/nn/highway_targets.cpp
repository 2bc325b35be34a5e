// SPDX-License-Identifier: Apache-2.0
// What Highway's headers ask of its shared library: which of the instruction sets that our
// functions are compiled for this processor has. The answer stands here, because to link the
// library costs every start of the program 4 ms: as it is loaded it calibrates timers for its
// benchmarks.
#include <cstdint>

#include <hwy/targets.h>

#if HWY_ARCH_ARM_A64 && HWY_OS_LINUX
#include <sys/auxv.h>
#include <sys/prctl.h>
#endif

#include "nn/instruction_sets.h"

namespace vitviz::nn {
namespace {

#if HWY_ARCH_X86
// Highway's SSE4 is Westmere's: with the instructions for AES.
bool has_sse4() {
  return __builtin_cpu_supports("sse4.2") != 0 && __builtin_cpu_supports("aes") != 0 &&
         __builtin_cpu_supports("pclmul") != 0;
}

bool has_avx2() {
  return __builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("fma") != 0 &&
         __builtin_cpu_supports("bmi") != 0 && __builtin_cpu_supports("bmi2") != 0;
}

bool has_avx512() {
  return __builtin_cpu_supports("avx512f") != 0 && __builtin_cpu_supports("avx512vl") != 0 &&
         __builtin_cpu_supports("avx512dq") != 0 && __builtin_cpu_supports("avx512bw") != 0 &&
         __builtin_cpu_supports("avx512cd") != 0;
}

// The compiler's own library also asks whether the system keeps the wide registers. Each level is
// there only with those below it.
std::int64_t targets_of_processor() {
  if (__builtin_cpu_supports("ssse3") == 0) return 0;
  if (!has_sse4()) return HWY_SSSE3;
  if (!has_avx2()) return HWY_SSSE3 | HWY_SSE4;
  if (!has_avx512()) return HWY_SSSE3 | HWY_SSE4 | HWY_AVX2;
  return HWY_SSSE3 | HWY_SSE4 | HWY_AVX2 | HWY_AVX3;
}
#elif HWY_ARCH_ARM_A64 && HWY_OS_LINUX
// Every one has NEON. SVE is worth its scalable vectors only where these are longer: of length 16,
// it multiplies as many numbers at a time, with fewer sums in registers (panel_product.cpp).
std::int64_t targets_of_processor() {
  constexpr int kBytesOfNeon = 16;
  if ((getauxval(AT_HWCAP) & HWCAP_SVE) == 0) return HWY_NEON;
  const int length = prctl(PR_SVE_GET_VL);
  const bool is_longer = length >= 0 && (length & PR_SVE_VL_LEN_MASK) > kBytesOfNeon;
  return is_longer ? HWY_NEON | HWY_SVE : HWY_NEON;
}
#else
std::int64_t targets_of_processor() { return 0; }  // those of the baseline
#endif

}  // namespace

std::vector<InstructionSet> instruction_sets() {
  std::vector<InstructionSet> sets;
  for (std::int64_t left = HWY_TARGETS; left != 0; left &= left - 1) {  // a lower bit is better
    const std::int64_t target = left & -left;
    sets.push_back({hwy::TargetName(target), (hwy::SupportedTargets() & target) != 0});
  }
  return sets;
}

}  // namespace vitviz::nn

// Highway's names and declarations, and so its namespace.
namespace hwy {

std::int64_t SupportedTargets() {
  static const std::int64_t targets = vitviz::nn::targets_of_processor() | HWY_ENABLED_BASELINE;
  return targets;
}

ChosenTarget& GetChosenTarget() {
  static ChosenTarget chosen;
  return chosen;
}

}  // namespace hwy
